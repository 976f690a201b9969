"""What the workflow does before it publishes is done here in a small repository, and what would fail is said."""

import subprocess

import pytest

from scripts.deploy_check import DeployError, read_workflow, report
from scripts.shared.paths import ROOT

WORKFLOW = """
jobs:
  test: {steps: [{run: "false"}]}
  publish:
    steps:
      - uses: actions/checkout@v4
      - run: |
          test "$SITE_URL" = https://you.github.io/blog/
          test "$REPO_URL" = https://github.com/you/blog
          mkdir site
          cp page.html site/index.html
          cp page.html site/404.html
        env:
          SITE_URL: ${{ steps.pages.outputs.base_url }}/
          REPO_URL: ${{ github.server_url }}/${{ github.repository }}
      - name: Push
        run: |
          git checkout --quiet --orphan notebooks
          git commit --quiet --message "$GITHUB_SHA"
          git push --quiet --force origin notebooks
      - uses: actions/upload-pages-artifact@v3
        with: {path: site}
      - run: "false"
"""
ADDRESSES = ("https://you.github.io/blog/", "https://github.com/you/blog")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Return a function that commits a repository with a workflow."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "a")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@example.org")

    def commit(workflow):
        folder = tmp_path / "仓库 一"
        (folder / ".github" / "workflows").mkdir(parents=True)
        (folder / ".github" / "workflows" / "pages.yml").write_text(workflow, encoding="utf-8")
        (folder / "page.html").write_text("<title>页</title>", encoding="utf-8")
        for command in (["init", "--quiet", "--initial-branch=main"], ["add", "."], ["commit", "--quiet", "-m", "x"]):
            subprocess.run(["git", *command], cwd=folder, check=True)
        return folder

    return commit


def test_the_steps_of_the_workflow_are_run_and_what_came_of_them_is_told(repository):
    folder = repository(WORKFLOW)
    said = list(report(folder, *ADDRESSES))
    assert said[-2:] == [
        "要上传的 site/：2 个文件，共 0.0 MB（上限 1000 MB），最大的 0.0 MB。",
        "可以部署。分支 notebooks：2 个文件。",
    ]
    branches = subprocess.run(["git", "branch"], cwd=folder, capture_output=True, encoding="utf-8").stdout
    assert "notebooks" not in branches
    assert not (folder / "site").exists()


def test_what_is_not_committed_is_said_to_be_left_out(repository):
    folder = repository(WORKFLOW)
    (folder / "page.html").write_text("", encoding="utf-8")
    assert next(report(folder, *ADDRESSES)).startswith("有没有提交的改动")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("cp page.html site/404.html", "true", "要上传的 site/ 里没有 404.html。"),
        ("cp page.html site/404.html", "ln -s index.html site/404.html", "404.html 是符号链接"),
        ("mkdir site", "echo 坏了; false", "坏了\n工作流的“test .*这一步会失败"),
        ("github.repository", "secrets.KEY", r"不知道 \$\{\{ secrets.KEY \}\} 在 GitHub 上是什么"),
        ("upload-pages-artifact", "upload-artifact", "没有一步用 actions/upload-pages-artifact"),
    ],
)
def test_what_would_fail_is_said(repository, old, new, said):
    with pytest.raises(DeployError, match=said):
        list(report(repository(WORKFLOW.replace(old, new)), *ADDRESSES))


def test_the_workflow_of_this_repository_builds_the_site_and_hands_out_the_notebooks():
    steps, artifact = read_workflow(ROOT / ".github" / "workflows" / "pages.yml")
    assert artifact == "site"
    assert next(step["run"].splitlines()[0] for step in steps) == "make site"
    assert "origin notebooks" in steps[-1]["run"]
