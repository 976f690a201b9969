import sys

from scripts import check


def python(code):
    return [sys.executable, "-c", code]


def run(monkeypatch, capsys, *checks):
    monkeypatch.setattr(check, "CHECKS", checks)
    return check.main(), capsys.readouterr().out


def test_all_checks_are_run_and_a_failure_is_shown_with_its_cure(monkeypatch, capsys):
    code, out = run(
        monkeypatch,
        capsys,
        check.Check("一", python("print('不该出现')"), "无"),
        check.Check("二", python("print('第 3 行不对'); raise SystemExit(1)"), "改第 3 行。"),
        check.Check("三", python(""), "无"),
    )
    assert code == 1
    assert out == "✓ 一\n✗ 二\n  第 3 行不对\n  改法：改第 3 行。\n✓ 三\n"


def test_a_list_is_shown_although_nothing_is_wrong(monkeypatch, capsys):
    code, out = run(monkeypatch, capsys, check.Check("一", python("print('不运行的代码块')"), "无", is_shown=True))
    assert code == 0
    assert out == "✓ 一\n  不运行的代码块\n"
