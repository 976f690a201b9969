"""The list of software, held against the published schema of its format."""

import importlib.resources
import json

import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from scripts import sbom
from scripts.assets import licences
from scripts.shared.files import read_if_there


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("sbom") / "sbom.json"
    assert sbom.main([str(path)]) == 0
    return json.loads(path.read_text(encoding="utf-8"))


def schema(name):
    resource = importlib.resources.files("cyclonedx.schema") / "_res" / f"{name}.SNAPSHOT.schema.json"
    return json.loads(resource.read_text(encoding="utf-8"))


def used(bill, use):
    return {each["name"] for each in bill["components"] if each["properties"] == [{"name": "use", "value": use}]}


def test_it_is_one_by_the_published_schema(written):
    names = ("spdx", "jsf-0.82")
    resources = [(f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json", schema(name)) for name in names]
    registry = Registry().with_resources((name, DRAFT7.create_resource(each)) for name, each in resources)
    Draft7Validator(schema(f"bom-{sbom.VERSION}"), registry=registry).validate(written)


def test_what_reaches_a_reader_is_told_from_what_only_builds_or_tests(written):
    theirs = {part.name for part in licences.parts()}
    [theme] = [each for each in written["components"] if each["name"] == licences.THEME]
    inner = {each["name"] for each in theme["components"]}
    assert used(written, "reader") | inner == theirs
    assert "rxjs" in inner
    assert {"mkdocs", "esbuild", "temml"} <= used(written, "build")
    assert {"pytest", "prettier"} <= used(written, "test")
    scopes = {each["name"]: each["scope"] for each in written["components"]}
    assert {name for name, scope in scopes.items() if scope == "required"} == used(written, "reader")


def test_the_same_files_give_the_same_bytes(tmp_path):
    for name in ("one.json", "other.json"):
        sbom.main([str(tmp_path / name)])
    assert read_if_there(tmp_path / "one.json") == read_if_there(tmp_path / "other.json")
