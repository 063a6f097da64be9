import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { blockRoot, genesis, MerkleTree, proves } from './merkle';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const block = fc.uniqueArray(hash, { minLength: 1, maxLength: 40 });

describe('Merkle proofs', () => {
  it('are those of RFC 6962 over the hashes: what was sealed years ago is still proved', () => {
    const contents = ['a', 'b', 'c'].map((letter) => createHash('sha256').update(letter).digest());
    const hashed = (first: number, ...parts: Buffer[]) =>
      createHash('sha256')
        .update(Buffer.concat([Buffer.of(first), ...parts]))
        .digest();
    const [a, b, c] = contents.map((content) => hashed(0, content)) as [Buffer, Buffer, Buffer];
    const root = hashed(2, Buffer.alloc(32), hashed(1, hashed(1, a, b), c));
    const hexadecimal = contents.map((content) => content.toString('hex'));
    expect(blockRoot(genesis, hexadecimal)).toBe(root.toString('hex'));
    expect(new MerkleTree(hexadecimal).path(1)).toEqual([
      { side: 'LEFT', hash: a.toString('hex') },
      { side: 'RIGHT', hash: c.toString('hex') },
    ]);
  });

  it('prove every content of a block, in logarithmic length', () => {
    fc.assert(
      fc.property(hash, block, (previousRoot, contents) => {
        const root = blockRoot(previousRoot, contents);
        contents.forEach((content, at) => {
          const path = new MerkleTree(contents).path(at);
          expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(contents.length)));
          expect(proves({ hash: content, path, previousRoot, root })).toBe(true);
        });
      }),
    );
  });

  it('prove nothing else', () => {
    fc.assert(
      fc.property(block, hash, fc.nat(), (contents, other, pick) => {
        fc.pre(!contents.includes(other));
        const at = pick % contents.length;
        const proof = {
          path: new MerkleTree(contents).path(at),
          previousRoot: genesis,
          root: blockRoot(genesis, contents),
        };
        expect(proves({ ...proof, hash: other })).toBe(false);
        expect(proves({ ...proof, hash: contents[at] ?? '', previousRoot: other })).toBe(false);
      }),
    );
  });

  it('a root changes with any content, its order, and everything before it', () => {
    fc.assert(
      fc.property(block, hash, hash, (contents, previous, other) => {
        fc.pre(previous !== other && contents.length > 1 && !contents.includes(other));
        const root = blockRoot(previous, contents);
        expect(blockRoot(other, contents)).not.toBe(root);
        expect(blockRoot(previous, [...contents].reverse())).not.toBe(root);
        expect(blockRoot(previous, [other, ...contents.slice(1)])).not.toBe(root);
      }),
    );
  });
});
