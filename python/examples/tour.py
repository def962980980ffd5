# %% [markdown]
# # hearsay from Python
# Who says what in an article, and on whose word. Cells are divided by `# %%`: Jupyter (with jupytext), VS Code and PyCharm open this file as a
# notebook. It is run by the tests, assertions and all.

# %%
import collections
import pathlib

import hearsay

here = pathlib.Path(__file__).parent if "__file__" in globals() else pathlib.Path(".")
text = (here / "../../examples/night-buses.txt").read_text(encoding="utf-8")

# %% [markdown]
# ## One article
# What is known from elsewhere helps: relative days count from the day it was published, and chains begin with the outlet.

# %%
doc = hearsay.read(text, outlet="The Marlow Mail", published="2024-10-09")
print(doc)

# %% [markdown]
# As the last value of a cell, `doc` is shown as a page with its sources, cues and contents marked.

# %%
doc  # noqa: B018

# %% [markdown]
# ## Who says what
# Spans are offsets into `doc.text`, as Python counts; `doc.words()` gives their text.

# %%
for a in doc.attributions:
    print(f"{' › '.join(doc.voices(a)):60.60} {a.stance:10} {doc.words(a.content)[:70]!r}")

# %%
who_denies = [doc.actor(a.actor).name for a in doc.attributions if a.stance == "denies" and a.actor]
print(who_denies)
assert who_denies

# %% [markdown]
# ## Who is who
# All the names, titles and pronouns of one person are one actor.

# %%
for actor in doc.actors[:4]:
    print(actor.kind, actor.name, [doc.text[m.start:m.end] for m in actor.mentions])

# %% [markdown]
# ## Many articles
# With threads, in order, and not further ahead than a few articles, so that the input may be endless. One that cannot be read is a
# `HearsayError` in its place.

# %%
articles = [{"text": text, "url": "http://marlow.example/1"}, {"url": "http://marlow.example/2"}, "It is late, she said."]
for article, result in zip(articles, hearsay.read_many(articles, threads=2)):
    print(result if isinstance(result, hearsay.Document) else f"{article} was not read: {result}")

# %%
sources = collections.Counter()
for result in hearsay.read_many(articles, errors="skip"):
    sources.update(a.source_type for a in result.attributions)
print(sources.most_common())
assert sources["named"] > 3

# %% [markdown]
# ## As others read it

# %%
record = doc.to_dict()
print(list(record))
print(doc.export("csv").splitlines()[0])
assert doc.to_json().startswith('{"schema"')
