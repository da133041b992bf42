"""Schema errors as sentences for editors."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from humi.problems import Problem
from humi.records.base import Origin


def explain(error: ValidationError, origin: Origin, model: type[BaseModel]) -> Iterator[Problem]:
    """One problem for each error of the schema, at the line of its field."""
    for detail in error.errors(include_url=False):
        keys = tuple(key for key in detail["loc"] if isinstance(key, str | int))
        what, todo = _sentence(detail, keys, model)
        yield Problem(origin.path, origin.line(*keys), what, todo)


def _sentence(detail: ErrorDetails, keys: tuple[str | int, ...], model: type[BaseModel]) -> tuple[str, str]:
    name = _dotted(keys)
    kind = detail["type"]
    context: dict[str, Any] = detail.get("ctx", {})
    value = _shown(detail.get("input"))
    if kind == "missing":
        return f"缺少字段“{name}”", "按格式说明补上"
    if kind == "extra_forbidden":
        known = _fields_at(model, keys[:-1])
        near = difflib.get_close_matches(str(keys[-1]), known, 1)
        hint = f"是不是想写“{near[0]}”" if near else f"可用的字段有：{'、'.join(known)}"
        return f"不认识字段“{name}”", hint
    if kind in ("literal_error", "enum"):
        return f"“{name}”的值{value}不在可选范围", f"请从这些里选：{context.get('expected', '')}".replace(" or ", ", ")
    if kind == "value_error":
        text = str(context.get("error", detail["msg"]))
        what, _, todo = text.partition("；")
        return f"“{name}”：{what}" if name else what, todo or "改正这个值"
    if kind in ("too_short", "too_long"):
        bound = context.get("min_length", context.get("max_length"))
        side = "至少" if kind == "too_short" else "最多"
        return f"“{name}”应有{side}{bound}项，现在有{context.get('actual_length')}项", "增删这个列表"
    if kind == "string_too_short":
        return f"“{name}”是空的", "写入内容；没有就写 null 或删掉这个字段"
    if kind == "string_too_long":
        length = len(str(detail.get("input")))
        return f"“{name}”有{length}个字，上限{context.get('max_length')}个字", "改短"
    if kind == "string_type":
        return f"“{name}”应是文字，现在是{value}", "写成文字；数字、真假值两边加双引号"
    if kind in ("int_type", "int_parsing", "int_from_float"):
        return f"“{name}”应是整数，现在是{value}", "只写数字，不带单位、逗号和引号"
    if kind == "bool_type":
        return f"“{name}”应是 true 或 false，现在是{value}", "改成 true 或 false"
    if kind == "list_type":
        return f"“{name}”应是列表，现在是{value}", "每项一行，以“- ”开头"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return f"“{name}”应是一组“名称: 值”，现在是{value}", "按格式说明改写"
    if kind == "string_pattern_mismatch":
        return f"“{name}”的值{value}格式不对", "只用小写英文字母、数字和中间的短横线"
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        bound = next(iter(context.values()), "")
        return f"“{name}”的值{value}超出范围", f"界限是{bound}"
    return f"“{name}”的值{value}不对（{detail['msg']}）", "按格式说明改写"


def _dotted(keys: tuple[str | int, ...]) -> str:
    parts = []
    for key in keys:
        parts.append(f"第{key + 1}项" if isinstance(key, int) else key)
    return ".".join(parts)


def _shown(value: object) -> str:
    if value is None:
        return "空"
    text = str(value)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def _fields_at(model: type[BaseModel], keys: tuple[str | int, ...]) -> list[str]:
    """The field names allowed at a place in the schema, found by following its JSON schema."""
    schema = model.model_json_schema(by_alias=True)
    node: dict[str, Any] = schema

    def settle(part: dict[str, Any]) -> dict[str, Any]:
        while True:
            if "$ref" in part:
                part = schema["$defs"][part["$ref"].rpartition("/")[2]]
            elif "anyOf" in part:
                part = next((one for one in part["anyOf"] if one.get("type") != "null"), {})
            else:
                return part

    for key in keys:
        node = settle(node)
        node = node.get("items", {}) if isinstance(key, int) else node.get("properties", {}).get(key, {})
    return list(settle(node).get("properties", {}))
