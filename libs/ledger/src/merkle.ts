import { createHash } from 'node:crypto';

/** Root before the first block. */
export const genesis = '0'.repeat(64);

export interface ProofStep {
  /** Where the given hash stands, seen from the one being proved. */
  side: 'LEFT' | 'RIGHT';
  hash: string;
}

// A leaf, a node and a block are hashed with different first bytes, so that none can pass for another (RFC 6962).
const leafOf = (content: string): string => digest(0, content);
const nodeOf = (left: string, right: string): string => digest(1, left, right);

/** Root of a block: binds its own tree to everything before it. All hashes are SHA-256 in hexadecimal. */
export function blockRoot(previousRoot: string, contents: readonly string[]): string {
  return chained(previousRoot, treeRoot(contents.map(leafOf)));
}

/** The hashes beside the way from one content to the root of its tree, from the leaf up. */
export function proofOf(contents: readonly string[], at: number): ProofStep[] {
  return path(contents.map(leafOf), at);
}

/** Whether a content is in the block of that root; needs nothing but the proof. */
export function proves(proof: {
  hash: string;
  path: readonly ProofStep[];
  previousRoot: string;
  root: string;
}): boolean {
  const tree = proof.path.reduce(
    (hash, step) => (step.side === 'LEFT' ? nodeOf(step.hash, hash) : nodeOf(hash, step.hash)),
    leafOf(proof.hash),
  );
  return chained(proof.previousRoot, tree) === proof.root;
}

function chained(previousRoot: string, tree: string): string {
  return digest(2, previousRoot, tree);
}

function treeRoot(leaves: readonly string[]): string {
  const [only] = leaves;
  if (only === undefined) throw new Error('A block holds at least one transaction.');
  if (leaves.length === 1) return only;
  const half = split(leaves.length);
  return nodeOf(treeRoot(leaves.slice(0, half)), treeRoot(leaves.slice(half)));
}

function path(leaves: readonly string[], at: number): ProofStep[] {
  if (leaves.length === 1) return [];
  const half = split(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return at < half
    ? [...path(left, at), { side: 'RIGHT', hash: treeRoot(right) }]
    : [...path(right, at - half), { side: 'LEFT', hash: treeRoot(left) }];
}

/** Largest power of two below the number of leaves. */
function split(leaves: number): number {
  return 2 ** Math.floor(Math.log2(leaves - 1));
}

function digest(kind: number, ...hashes: string[]): string {
  const hash = createHash('sha256').update(Buffer.of(kind));
  for (const part of hashes) hash.update(part, 'hex');
  return hash.digest('hex');
}
