/** What an account name says about its postings. The name is chosen under the ledger's own control, so it wins over dimensions. */
export interface AccountParts {
  /** Account without the codes in it: `fund:envelope`, `clearing:treasury`, `commitment`. */
  family: string;
  agreement?: string;
  donor?: string;
  project?: string;
  tranche?: string;
  case?: string;
  placement?: string;
}

type Part = Exclude<keyof AccountParts, 'family'>;

/** The association's own resources: an internal agreement that no instrument owns. */
export const OWN_RESOURCES = 'AIMF-GENERAL';

const PARTS: Record<string, Part[]> = {
  receivable: ['agreement'],
  income: ['agreement'],
  'deferred-income': ['agreement'],
  'payable-to-donor': ['agreement'],
  pledge: ['agreement'],
  unapplied: ['donor'],
  'dedicated-funds': ['agreement', 'project'],
  recoverable: ['project'],
  engagement: ['project'],
  'engagement-contra': ['project'],
  'accrued-interest': ['placement'],
  'fund:envelope': ['agreement'],
  'fund:due-to-donor': ['agreement'],
  'fund:unapplied': ['donor'],
  'fund:reserved': [],
  'fund:allocation': ['project', 'agreement'],
  'fund:tranche': ['tranche', 'agreement'],
  'fund:to-justify': ['project', 'agreement'],
  'fund:advanced': ['project', 'agreement'],
  'fund:aid': ['case'],
  'fund:donations': ['case'],
  'fund:shortfall': [],
};
/** Named after a project in one book and after an aid case in another. */
const SPENDING = new Set(['aid-expense', 'payable', 'commitment', 'commitment-contra']);

/** Names recur in every transaction: each is taken apart once. Emptied when it has grown for no reason. */
const known = new Map<string, AccountParts>();
const MANY = 100_000;

export function accountParts(book: string, account: string): AccountParts {
  const key = `${book} ${account}`;
  const parts = known.get(key) ?? read(book, account);
  if (known.size >= MANY) known.clear();
  known.set(key, parts);
  return parts;
}

function read(book: string, account: string): AccountParts {
  const segments = account.split(':');
  const family = segments[0] === 'fund' ? segments.slice(0, 2).join(':') : (segments[0] ?? account);
  if (family === 'clearing' || family === 'fund:transfer') return { family: account };
  const codes = segments.slice(family.split(':').length);
  if (SPENDING.has(family)) return { family, ...named([book === 'emergency-fund' ? 'case' : 'project'], codes) };
  const parts = { family, ...named(PARTS[family] ?? [], codes) };
  return parts.tranche ? { ...parts, project: projectOf(parts.tranche) } : parts;
}

function named(parts: Part[], codes: string[]): Partial<Record<Part, string>> {
  return Object.fromEntries(parts.flatMap((part, index) => (codes[index] ? [[part, codes[index]]] : [])));
}

/** A tranche's code is its project's code and its number: `KH-SR-PROFERTIL-T2`. */
function projectOf(tranche: string): string {
  return tranche.replace(/-T\d+$/, '');
}
