// Verifies the entries of an exported ledger with npm's jose and canonicalize and nothing of ours: every signature under
// the key that the ledger registered for it, every payload in its canonical form, every hash up to the signed root.
//
//   node verify.mjs FOLDER VKEY...
import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import canonicalize from "canonicalize";
import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK } from "jose";

const [folder, ...vkeys] = process.argv.slice(2);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const demand = (condition, what) => {
  if (!condition) {
    throw new Error(what);
  }
};

function tilePath(n, width) {
  let path = String(n % 1000).padStart(3, "0");
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, "0")}/${path}`;
  }
  return width < 256 ? `${path}.p/${width}` : path;
}

function readCheckpoint() {
  const text = readFileSync(join(folder, "checkpoint"), "utf8");
  const split = text.lastIndexOf("\n\n");
  const body = text.slice(0, split + 1);
  const lines = text.slice(split + 2).trimEnd().split("\n");
  demand(lines.length === vkeys.length && text.endsWith("\n"), "the checkpoint has other signatures than the keys given");
  for (const vkey of vkeys) {
    const name = vkey.slice(0, vkey.indexOf("+"));
    const hash = vkey.slice(name.length + 1, name.length + 9);
    const key = Buffer.from(vkey.slice(name.length + 10), "base64");
    const line = lines.find((l) => {
      const [dash, signer, data] = l.split(" ");
      const bytes = Buffer.from(data, "base64");
      return dash === "\u2014" && signer === name && bytes.toString("base64") === data && bytes.subarray(0, 4).toString("hex") === hash;
    });
    demand(line, `the checkpoint is not signed by ${vkey}`);
    const signature = Buffer.from(line.split(" ")[2], "base64").subarray(4);
    const spki = key[0] === 1 ? Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key.subarray(1)]) : key.subarray(1);
    const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
    demand(verifySignature(key[0] === 1 ? null : "sha256", Buffer.from(body), publicKey, signature), `a signature of the checkpoint is wrong`);
  }
  const [origin, size, root, end] = body.split("\n");
  demand(end === "" && origin === vkeys[0].slice(0, vkeys[0].indexOf("+")), "the checkpoint is of another log");
  return { origin, size: Number(size), root };
}

const keys = new Map();

async function checkKeyEntry(index, jws, header, payload) {
  const message = JSON.parse(payload);
  if (message.action === "genesis") {
    demand(index === 0, "a genesis that is not the first entry");
    await register(message.operator, index);
  } else if (message.action === "register" || message.action === "rotate") {
    if (message.action === "rotate") {
      keys.get(header.kid).until = index;
    }
    await register(message.key, index);
  } else if (message.action === "revoke") {
    keys.get(message.kid).until = index;
  }
}

async function register(jwk, index) {
  keys.set(await calculateJwkThumbprint(jwk, "sha256"), { key: await importJWK(jwk, "ES256"), from: index, until: Infinity });
}

async function checkEntry(index, entry, origin, state) {
  const kind = entry[0];
  const time = entry.readBigInt64BE(1);
  demand(time >= state.time, `entry ${index}: the recorded time goes back`);
  state.time = time;
  const jws = entry.subarray(9).toString("latin1");
  const header = decodeProtectedHeader(jws);
  const typ = { 1: "foedus-event+jws", 2: "foedus-key+jws", 3: "foedus-event+jws", 4: "foedus-clock+jws", 5: "foedus-digest+jws" }[kind];
  demand(header.alg === "ES256" && header.aud === origin && header.typ === typ, `entry ${index}: a wrong header`);
  const payload = Buffer.from(jws.split(".")[1], "base64url").toString("utf8");
  if (index === 0) {
    await checkKeyEntry(0, jws, header, payload);
    keys.get(header.kid).from = -1;
  }
  const signer = keys.get(header.kid);
  demand(signer && index > signer.from && index <= signer.until, `entry ${index}: the key is not valid there`);
  await compactVerify(jws, signer.key, { algorithms: ["ES256"] });
  demand(canonicalize(JSON.parse(payload)) === payload, `entry ${index}: the payload is not canonical`);
  if (kind === 2 && index > 0) {
    await checkKeyEntry(index, jws, header, payload);
  }
}

function parents(hashes) {
  const up = [];
  for (let i = 0; i + 1 < hashes.length; i += 2) {
    up.push(sha256(Buffer.of(1), hashes[i], hashes[i + 1]));
  }
  return up;
}

function rootOf(hashes) {
  if (hashes.length === 1) {
    return hashes[0];
  }
  let split = 1;
  while (split * 2 < hashes.length) {
    split *= 2;
  }
  return sha256(Buffer.of(1), rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
}

async function main() {
  const { origin, size, root } = readCheckpoint();
  const leaves = [];
  const state = { time: 0n };
  for (let n = 0; n * 256 < size; n++) {
    const width = Math.min(256, size - n * 256);
    let bundle = readFileSync(join(folder, "tile/entries", tilePath(n, width)));
    for (let i = 0; i < width; i++) {
      const length = bundle.readUInt16BE(0);
      const entry = bundle.subarray(2, 2 + length);
      demand(entry.length === length, `entry ${n * 256 + i}: the bundle is too short`);
      leaves.push(sha256(Buffer.of(0), entry));
      await checkEntry(n * 256 + i, entry, origin, state);
      bundle = bundle.subarray(2 + length);
    }
    demand(bundle.length === 0, `bundle ${n} is too long`);
  }
  demand(rootOf(leaves).toString("base64") === root, "the entries do not have the signed root");
  for (let level = 0, hashes = leaves; hashes.length > 0; level++) {
    for (let n = 0; n * 256 < hashes.length; n++) {
      const wanted = hashes.slice(n * 256, n * 256 + 256);
      const got = readFileSync(join(folder, "tile", String(level), tilePath(n, wanted.length)));
      demand(got.equals(Buffer.concat(wanted)), `tile ${level}/${n} is not that of the entries`);
    }
    for (let step = 0; step < 8; step++) {
      hashes = parents(hashes);
    }
  }
  console.log(`verified ${size} entries`);
}

try {
  await main();
} catch (failure) {
  console.log(`not verified: ${failure.message}`);
  process.exit(1);
}
