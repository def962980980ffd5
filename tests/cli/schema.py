"""JSON Schema, as much of draft 2020-12 as docs/hearsay-1.schema.json uses; a keyword that is not known here is an error, so that the
schema cannot promise what nobody checks."""
import re

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
SILENT = {"$schema", "$id", "$defs", "title", "description"}


def is_type(value, name):
    if name in ("integer", "number"):
        return isinstance(value, int if name == "integer" else (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def same(a, b):
    return a == b and isinstance(a, bool) == isinstance(b, bool)


def errors(value, schema, root, path="$"):
    """What is wrong with the value, each as "path: what"."""
    for keyword, rule in schema.items():
        if keyword == "$ref":
            assert rule.startswith("#/"), rule
            target = root
            for name in rule[2:].split("/"):
                target = target[name]
            yield from errors(value, target, root, path)
        elif keyword == "type":
            names = rule if isinstance(rule, list) else [rule]
            if not any(is_type(value, name) for name in names):
                yield "%s: %.60r is no %s" % (path, value, " or ".join(names))
        elif keyword == "const":
            if not same(value, rule):
                yield "%s: %.60r is not %r" % (path, value, rule)
        elif keyword == "enum":
            if not any(same(value, x) for x in rule):
                yield "%s: %.60r is none of %r" % (path, value, rule)
        elif keyword == "anyOf":
            if all(list(errors(value, option, root, path)) for option in rule):
                yield "%s: %.60r fits none of %r" % (path, value, rule)
        elif keyword == "pattern":
            if isinstance(value, str) and not re.search(rule, value):
                yield "%s: %.60r does not match %s" % (path, value, rule)
        elif keyword == "minimum":
            if is_type(value, "number") and not value >= rule:
                yield "%s: %r is less than %r" % (path, value, rule)
        elif keyword == "maximum":
            if is_type(value, "number") and not value <= rule:
                yield "%s: %r is more than %r" % (path, value, rule)
        elif keyword == "minItems":
            if isinstance(value, list) and len(value) < rule:
                yield "%s: %d items, at least %d" % (path, len(value), rule)
        elif keyword == "maxItems":
            if isinstance(value, list) and len(value) > rule:
                yield "%s: %d items, at most %d" % (path, len(value), rule)
        elif keyword == "items":
            for i, x in enumerate(value if isinstance(value, list) else []):
                yield from errors(x, rule, root, "%s[%d]" % (path, i))
        elif keyword == "properties":
            for name, x in value.items() if isinstance(value, dict) else []:
                if name in rule:
                    yield from errors(x, rule[name], root, "%s.%s" % (path, name))
        elif keyword == "required":
            for name in rule if isinstance(value, dict) else []:
                if name not in value:
                    yield "%s: no %s" % (path, name)
        elif keyword == "additionalProperties":
            assert rule is False
            for name in value if isinstance(value, dict) else []:
                if name not in schema["properties"]:
                    yield "%s: nobody knows %s" % (path, name)
        elif keyword not in SILENT:
            raise ValueError("%s: the schema uses %s, which is not checked here" % (path, keyword))
