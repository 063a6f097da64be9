#!/usr/bin/env node
// Verifies statements of a book offline: node verify.mjs statement.json [another.json …]
// Needs Node 20 or later and nothing else: no package, no network, no database, no word of whoever made the statement.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const FORMAT = 'abonde-statement/1';
/** Root before the first block. */
const GENESIS = '0'.repeat(64);

/** What is wrong, in words for whoever reads the statement. */
class Wrong extends Error {}

function demand(holds, sentence) {
  if (!holds) throw new Wrong(sentence);
}

// --- What was sealed: canonical JSON, SHA-256, the tree of a block (RFC 6962) and the chain of blocks.

/** The one text of a value: keys sorted, no space, nothing undefined. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
/** A leaf, a node and a block begin with different bytes, so that none can pass for another. */
const digest = (kind, ...hashes) => sha256(Buffer.from(kind + hashes.join(''), 'hex'));

function treeOf(content, path) {
  const leaf = digest('00', sha256(canonical(content)));
  return path.reduce(
    (hash, step) => (step.side === 'LEFT' ? digest('01', step.hash, hash) : digest('01', hash, step.hash)),
    leaf,
  );
}

function verifyChain(blocks) {
  blocks.forEach(({ number, previousRoot, tree, root }, at) => {
    const before = number === 1 ? { number: 0, root: GENESIS } : blocks[at - 1];
    if (before) {
      demand(number === before.number + 1, `Block ${before.number + 1} is missing from the statement.`);
      demand(previousRoot === before.root, `Block ${number} does not follow block ${before.number}.`);
    }
    demand(root === digest('02', previousRoot, tree), `The root of block ${number} is not that of its contents.`);
  });
}

function verifySeals({ book, transactions, blocks }) {
  const trees = new Map(blocks.map(({ number, tree }) => [number, tree]));
  let last = 0;
  for (const { content, block, path } of transactions) {
    const name = nameOf(content);
    demand(content.book === book, `${name} is of the book of ${content.book}, not of ${book}.`);
    demand(content.number > last, `${name} is out of order or there twice.`);
    demand(treeOf(content, path) === trees.get(block), `${name} is not what was sealed in block ${block}.`);
    last = content.number;
  }
}

const nameOf = ({ number, transaction }) => `Transaction ${number} (${transaction.id})`;

// --- Amounts, exact: whole numbers of the smallest unit.

function minor({ amount, currency }, where) {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  demand(whole !== undefined && /^[A-Z]{3}$/.test(currency), `${where}: ${amount} ${currency} is no amount.`);
  const value = BigInt(whole + fraction.padEnd(DECIMALS, '0'));
  demand(fraction.length <= DECIMALS, `${where}: ${amount} has too many decimals.`);
  return sign ? -value : value;
}
/** More than any currency has, so that all amounts are counted in the same unit. */
const DECIMALS = 8;

function add(sums, key, value) {
  sums.set(key, (sums.get(key) ?? 0n) + value);
}

function verifyBalance({ content }) {
  const name = nameOf(content);
  const sums = new Map();
  for (const { layer, amount, eur } of content.transaction.postings) {
    add(sums, `EUR of ${layer}`, minor(eur, name));
    if (amount.currency !== 'EUR') add(sums, amount.currency, minor(amount, name));
  }
  for (const [what, sum] of sums) demand(sum === 0n, `${name} does not balance in ${what}.`);
}

/** The entries that the sealed transactions give, in the words of the statement. */
function entriesOf({ transactions, account, agreement }) {
  const isAsked = (posting) => (account ? posting.account === account : posting.dimensions.agreement === agreement);
  return transactions.flatMap(({ content: { number, transaction } }) => {
    const { id, accountingDate, valueDate, reason } = transaction;
    return transaction.postings.filter(isAsked).map(({ account, amount, eur }) => ({
      ...{ number, transaction: id, accountingDate, valueDate, reason },
      ...{ account, amount, eur },
    }));
  });
}

function verifyEntries(statement) {
  const sealed = entriesOf(statement);
  statement.entries.forEach((entry, at) => {
    const name = `Entry ${at + 1} (transaction ${entry.number}, ${entry.account})`;
    demand(sealed[at] !== undefined && canonical(entry) === canonical(sealed[at]), `${name} is not what was sealed.`);
    demand((statement.from ?? '') <= entry.accountingDate, `${name} is before the period.`);
    demand(entry.accountingDate <= (statement.to ?? '9999'), `${name} is after the period.`);
  });
  const left = sealed[statement.entries.length];
  demand(left === undefined, `An entry of transaction ${left?.number} is left out of the statement.`);
}

function verifyBalances({ balances, entries }) {
  const moved = new Map();
  for (const { account, amount, eur } of entries) {
    add(moved, `${account} ${amount.currency}`, minor(amount, account));
    add(moved, `${account} value`, minor(eur, account));
  }
  for (const { account, opening, closing } of balances) {
    const parts = [
      [`${account} ${opening.amount.currency}`, 'amount'],
      [`${account} value`, 'eur'],
    ];
    for (const [key, part] of parts) {
      const expected = minor(opening[part], account) + (moved.get(key) ?? 0n);
      const stated = minor(closing[part], account);
      demand(
        expected === stated,
        `${account}: opening and entries don't give ${closing[part].amount} ${closing[part].currency}.`,
      );
      moved.delete(key);
    }
  }
  const [without] = moved.keys();
  demand(without === undefined, `${without} has entries and no balance.`);
}

// --- What is said of it.

function verify(statement) {
  demand(statement?.format === FORMAT, `This is no statement of the format ${FORMAT}.`);
  verifyChain(statement.blocks);
  verifySeals(statement);
  statement.transactions.forEach(verifyBalance);
  verifyEntries(statement);
  verifyBalances(statement);
  return report(statement);
}

const text = ({ amount, currency }) => `${amount} ${currency}`;

function report({ book, account, agreement, from, to, madeAt, transactions, blocks, entries, balances }) {
  const [first, last] = [blocks[0], blocks.at(-1)];
  const chain = first ? `blocks ${first.number} to ${last.number}` : 'no block';
  return [
    `Statement of ${account ?? `agreement ${agreement}`}, book of ${book}, ${from ?? 'the beginning'} to ${to ?? 'the end'}, made ${madeAt}`,
    'Verified:',
    `  ${transactions.length} transactions are, to the letter, what was sealed, and each balances`,
    `  ${chain} follow one another without a gap`,
    `  ${entries.length} entries are the postings of these transactions, all of them, within the period`,
    ...balances.map(
      ({ account: name, opening, closing }) =>
        `  ${name}: opening ${text(opening.amount)} and its entries give closing ${text(closing.amount)} (debit positive)`,
    ),
    ...(last ? ['To compare with a head got from elsewhere:', `  ${book}, block ${last.number}: ${last.root}`] : []),
    'Not verified, since a statement alone cannot show it:',
    '  that this head is the one that was published: compare it with the integrity page, or with one noted before',
    '  the opening balances, and that no transaction is missing: the book’s own verification shows that',
    '',
  ].join('\n');
}

function verifyFile(file) {
  const read = JSON.parse(readFileSync(file, 'utf8'));
  return (Array.isArray(read.statements) ? read.statements : [read]).map(verify).join('\n');
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Usage: node verify.mjs statement.json [another.json …]');
  process.exit(2);
}
for (const file of files) {
  try {
    console.log(verifyFile(file));
  } catch (error) {
    const reason = error instanceof Wrong ? error.message : `It cannot be read: ${error.message}`;
    console.log(`WRONG, ${file}: ${reason}`);
    process.exitCode = 1;
  }
}
