"""--format dot: read by pydot, a graph an article; its nodes and edges are the voices, chains and positions of the JSON documents, their labels the
names and words, and nothing of an article becomes a statement."""
import html
import re

import pydot

import net
from common import want


def string(value):
    """What a quoted string of Graphviz says in a label."""
    want(value.startswith('"') and value.endswith('"'), "%s is not quoted", value)
    return html.unescape(re.sub(r"\\(.)", r"\1", value[1:-1]))


def spaced(s):
    """As the drawing has it: neither controls nor marks that turn the direction of writing."""
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", " ", s)


def check_graph(g, d):
    nodes = {n.get_name(): n for n in g.get_nodes() if n.get_name() != "node"}
    want(set(nodes) == {n.get_name() for n in g.get_nodes()} - {"node"}, "%s: a node twice", d["id"])
    named = {"outlet": d["outlet"] or "outlet"}
    named.update({a["id"]: a["name"] for a in d["actors"]})
    named.update({c["id"]: c["text"] for c in d["claims"]})
    parent, found = {}, set()
    for e in g.get_edges():
        if e.get_destination().startswith("n"):
            want(parent.setdefault(e.get_destination(), e.get_source()) == e.get_source(), "%s speaks through two", e.get_destination())

    def name_of(node):
        return ("nobody", name_of(parent[node])) if node.startswith("n") else node

    for e in g.get_edges():
        found.add((name_of(e.get_source()), name_of(e.get_destination()), string(e.get("class"))))
    want(len(found) == len(g.get_edges()), "%s: an edge twice", d["id"])
    expected = net.edges(d, d["claims"])
    want(found == expected, "%s: edges %s", d["id"], found ^ expected)
    for name, n in nodes.items():
        label = string(n.get("label"))
        want(name.startswith("n") and label == "(nobody named)" or label == spaced(named[name]), "%s: %s is called %r", d["id"], name, label)
    want({c["id"] for c in d["claims"]} == {n for n in nodes if n.startswith("c")}, "%s: claims", d["id"])
    for c in d["claims"]:
        event = nodes[c["id"]].get("event")
        want((string(event) if event else None) == (c["event"]["code"] if c["event"] else None), "%s: its event", c["id"])


def check(output, documents):
    graphs = pydot.graph_from_dot_data(output)
    want(graphs is not None and len(graphs) == len(documents), "%d graphs for %d documents", len(graphs or []), len(documents))
    for g, d in zip(graphs, documents):
        want(string(g.get_name()) == d["id"] and not g.get_subgraphs(), "%s: the graph %s", d["id"], g.get_name())
        check_graph(g, d)
    return len(graphs)
