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
pre { background: #8882; padding: .75rem; overflow-x: auto; border-radius: .25rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; }
code { font-family: ui-monospace, monospace; }
"""


def html(openapi: Mapping[str, Any], prefix: str) -> str:
    """The whole page."""
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
            parts += _operation(openapi, method.upper(), prefix + path, operation)
    return "\n".join([*parts, "</main></body></html>"])


def _operation(
    openapi: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]
) -> Iterator[str]:
    yield f"<h2><code>{method} {escape(path)}</code></h2>"
    yield f"<p><strong>{_words(operation['summary'])}.</strong>"
    yield f"{_words(operation.get('description', ''))}</p>"
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    examples = [one["value"] for one in content.get("examples", {}).values()]
    yield "<h3>Try it</h3>"
    for example in examples or [None]:
        yield f"<pre><code>{escape(_curl(method, path, example))}</code></pre>"
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


def _curl(method: str, path: str, example: Any) -> str:
    address = f"http://127.0.0.1:8080{path.replace('{key}', 'cpa')}"
    lines = [f"curl {address}", '-H "Authorization: Bearer $OKRBOT_KEY"']
    if method == "POST":
        lines += [
            '-H "Content-Type: application/json"',
            '-H "Idempotency-Key: cpa-2026-11-16"',
            f"-d '{json.dumps(example, ensure_ascii=False)}'",
        ]
    return " \\\n  ".join(lines)


def _table(title: str, rows: list[tuple[str, str, bool]]) -> Iterator[str]:
    if not rows:
        return
    yield f'<h3>{title}</h3><div class="table" role="region" tabindex="0" aria-label="{title}">'
    yield "<table><tbody>"
    for name, meaning, needed in rows:
        mark = " (needed)" if needed else ""
        yield f'<tr><th scope="row"><code>{escape(name)}</code>{mark}</th>'
        yield f"<td>{_words(meaning)}</td></tr>"
    yield "</tbody></table></div>"


def _words(text: str) -> str:
    """Text with `code` in it."""
    parts = escape(text).split("`")
    return "".join(
        f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts)
    )
