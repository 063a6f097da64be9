import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a figure comes from: said by the association, found on a public page, or invented for the demonstration. */
export type Basis = 'SEED' | 'PUBLIC_WEB' | 'ILLUSTRATIVE';

interface Figure {
  value: string;
  basis?: Basis;
}

export interface ReferenceAgreement {
  id: string;
  ccy: string;
  amount: Figure;
  period: [string, string];
  earmark: { level: string; themes?: string[]; projects?: string[]; programmes?: string[]; case?: string };
  interest_clause: string;
  payment_terms?: string;
  payer_alias?: string[];
  instrument: 'COOPERATION' | 'GOVERNANCE' | 'EMERGENCY';
  countsAs: 'FUND' | 'CITY';
  internal?: boolean;
  history_only?: boolean;
  unspent?: string;
  aid_rate_pct?: string;
  budget_variation_pct?: string;
  indirect_cost_cap_pct?: string;
  eu_share_max_pct?: string;
}

export interface ReferenceDonor {
  id: string;
  name: string;
  iati_org_type: string;
  internal?: boolean;
  agreements: ReferenceAgreement[];
}

export interface ReferenceProject {
  id: string;
  title: string;
  country: string;
  local_ccy: string;
  crs: [string, string][];
  gender_marker: number;
  climate_adaptation?: number;
  period: [string, string];
  plan: {
    total: Figure;
    fund_lines: { source: string; amount: string }[];
    city_lines: { kind: string; amount: string; in_kind: boolean }[];
    direct_partner_lines: { source: string; amount: string }[];
  };
  instrument: 'COOPERATION' | 'GOVERNANCE';
  theme: string;
  state: 'closed' | 'in progress' | 'agreement signed' | 'tabled';
  carried_by: string;
  bureau_vote?: Figure;
  implementers?: string[];
  history_only?: boolean;
}

export interface ReferenceProgramme {
  id: string;
  title: string;
  /** What each agreement gives, in euros. */
  lines: [agreement: string, amount: string][];
  instrument: 'COOPERATION' | 'GOVERNANCE';
  period: [string, string];
  basis: Basis;
}

export interface ReferenceMission {
  id: string;
  basis: string;
  from: string;
  to: string;
  place: string;
  purpose: string;
  team?: string[];
  findings: { project: string; text: string }[];
}

export interface Reference {
  missions: ReferenceMission[];
  programmes: ReferenceProgramme[];
  donors: ReferenceDonor[];
  projects: ReferenceProject[];
  emergency: { id?: string; city: string; country: string; aid: Figure; year?: number; history_only?: boolean }[];
  bureau_sessions: { date: string; place: string; basis: string; state?: string; agenda?: string[] }[];
  bank_accounts: {
    id: string;
    ccy: string;
    format?: string;
    day_count?: string;
    capitalisation?: string;
    rates?: [string, string][];
    term_deposit?: {
      amount: string;
      from: string;
      to: string;
      rate: string;
      early_break_rate: string;
      notice_days: number;
    };
    opening?: { date: string; amount: string; of_which: Record<string, string> };
  }[];
  business_day: string;
  horizon_from: string;
  exchange_rates: { EUR_per_unit_by_year: Record<string, Record<string, string>> };
  cities: {
    name: string;
    basis: string;
    kind?: string;
    member_since?: number;
    bureau_since?: number;
    bureau?: boolean;
  }[];
}

export function readReference(root = process.cwd()): Reference {
  return JSON.parse(readFileSync(join(root, 'infra/scenario/reference-scenario.json'), 'utf8')) as Reference;
}

/** Agreements whose money is moved by the demonstration, each with its donor. Those kept as history only, and those of
 *  projects that no Bureau votes on, are left out: their instrument's programmes bring them. */
export function loadedAgreements(reference: Reference): { donor: ReferenceDonor; agreement: ReferenceAgreement }[] {
  const loaded = new Set(loadedProjects(reference).map(({ id }) => id));
  return reference.donors.flatMap((donor) =>
    donor.agreements
      .filter(
        ({ history_only, earmark }) =>
          !history_only && (earmark.level !== 'PROJECT' || earmark.projects?.some((id) => loaded.has(id))),
      )
      .map((agreement) => ({ donor, agreement })),
  );
}

export function loadedProjects(reference: Reference): ReferenceProject[] {
  return reference.projects.filter(({ history_only, instrument }) => !history_only && instrument === 'COOPERATION');
}

/** `Siem Reap` is `SIEM-REAP`, `Huê` is `HUE`. */
export function codeOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
