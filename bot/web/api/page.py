"""The description as a page: everything in it comes from this process, nothing is fetched."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}
STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-top: 1px solid #8888; padding-top: 1rem; overflow-wrap: anywhere; }
pre { background: #8882; padding: .75rem; border-radius: .25rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; }
th, td { overflow-wrap: anywhere; }
code { font-family: ui-monospace, monospace; }
"""


def html(openapi: Mapping[str, Any], host: str, prefix: str) -> str:
    """The whole page; `host` is where it was asked for, as http://127.0.0.1:8080."""
    title = f"{openapi['info']['title']}: API"
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>",
        f"<h1>{escape(title)}</h1><p>{_words(openapi['info']['description'])}</p>",
        f'<p><a href="{prefix}/openapi.json">openapi.json</a> for your tools.</p>',
    ]
    for path, operations in openapi["paths"].items():
        for method, operation in operations.items():
            parts += _operation(openapi, method.upper(), host, prefix + path, operation)
    return "\n".join([*parts, "</main></body></html>"])


def _operation(
    openapi: Mapping[str, Any], method: str, host: str, path: str, operation: Mapping[str, Any]
) -> Iterator[str]:
    yield f"<h2><code>{method} {escape(path)}</code></h2>"
    yield f"<p><strong>{_words(operation['summary'])}.</strong>"
    yield f"{_words(operation.get('description', ''))}</p>"
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    examples = [one["value"] for one in content.get("examples", {}).values()]
    yield "<h3>Try it</h3>"
    for number, example in enumerate(examples or [None], 1):
        shown = _curl(method, host + path.replace("{key}", "cpa"), example, number)
        yield f"<pre><code>{escape(shown)}</code></pre>"
    rows = [
        (one["name"], one.get("description", ""), one["required"])
        for one in operation.get("parameters", ())
    ]
    yield from _table("Parameters", rows)
    if content:
        schema = openapi["components"]["schemas"]["ReadingIn"]
        needed = schema.get("required", ())
        fields = schema["properties"].items()
        rows = [(name, one.get("description", ""), name in needed) for name, one in fields]
        yield from _table("Fields of a reading", rows)
    rows = [(code, one["description"], False) for code, one in operation["responses"].items()]
    yield from _table("Answers", rows)


def _curl(method: str, address: str, example: Any, number: int) -> str:
    lines = [f"curl {address}", '-H "Authorization: Bearer $OKRBOT_KEY"']
    if method == "POST":
        lines += [
            '-H "Content-Type: application/json"',
            f'-H "Idempotency-Key: 2026-11-16-{number}"',
            f"-d '{json.dumps(example, ensure_ascii=False)}'",
        ]
    return " \\\n  ".join(lines)


def _table(title: str, rows: list[tuple[str, str, bool]]) -> Iterator[str]:
    if not rows:
        return
    yield f"<h3>{title}</h3><table><tbody>"
    for name, meaning, needed in rows:
        mark = " (needed)" if needed else ""
        yield f'<tr><th scope="row"><code>{escape(name)}</code>{mark}</th>'
        yield f"<td>{_words(meaning)}</td></tr>"
    yield "</tbody></table>"


def _words(text: str) -> str:
    """Text with `code` in it."""
    parts = escape(text).split("`")
    return "".join(
        f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts)
    )
