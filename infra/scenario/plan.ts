import { addMonths, type Day, endOfMonth, maxDay, monthOf, type Month } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { type AllocationLine, Allocations } from './allocations';
import { receiptEntry, SimulatedBank, singleEntries, type Statement, trancheEntry } from './bank';
import { boughtEntry, planConversions } from './conversions';
import { type PlannedInstalment, planInstalments } from './instalments';
import { type AccountStatements, fundingEntries, otherStatements } from './other-accounts';
import { fundedProgrammes, planProgrammeTranches } from './programmes';
import { loadedProjects, type Reference, type ReferenceProgramme, type ReferenceProject } from './reference';
import { type PlannedSession, planSessions } from './sessions';
import { splitTranches } from './splits';
import { comingTranches, type ComingTranche, planTranches, type TrancheDate } from './tranches';

export interface PlannedTranche extends TrancheDate {
  /** Asked for: the wanted amount, or what is allocated and free that day if less. */
  amount: Money;
  /** Cents that each agreement bears of it; of none until it is paid. */
  split: ReadonlyMap<string, bigint>;
}

/** All that happens in the demonstration, derived from the scenario's rules and nothing else. */
export interface Plan {
  reference: Reference;
  projects: ReferenceProject[];
  /** Programmes that carry their own money. */
  programmes: ReferenceProgramme[];
  instalments: PlannedInstalment[];
  sessions: PlannedSession[];
  allocations: AllocationLine[];
  tranches: PlannedTranche[];
  coming: ComingTranche[];
  /** Of the main account. */
  statements: Statement[];
  otherStatements: AccountStatements[];
  months: Month[];
}

/** Sessions whose proposed allocations are left for a controller of the demonstration to confirm. */
export const UNCONFIRMED_PROJECTS: readonly string[] = ['BJ-ANCB-ECOLES'];
/** A tranche smaller than this isn't worth a file. */
const SMALLEST_TRANCHE = Money.eur('1000.00');

/**
 * Month after month: sessions attribute, what can be allocated is, tranches are asked for out of what is allocated,
 * the month's statement brings money in, and what waited for it is allocated on the last day of the month.
 */
export function planScenario(reference: Reference): Plan {
  const projects = loadedProjects(reference);
  const instalments = planInstalments(reference);
  const sessions = planSessions(reference);
  const programmes = fundedProgrammes(reference);
  const wanted = [...planTranches(reference, projects), ...planProgrammeTranches(reference)];
  const bank = new SimulatedBank(reference);
  const allocations = new Allocations(reference);
  const asked: (TrancheDate & { amount: Money })[] = [];
  const months = monthsOf(reference);

  allocations.receive('AIMF-GENERAL', openingOf(reference, 'AIMF-GENERAL'));
  for (const month of months) {
    for (const session of sessions.filter(({ date, closed }) => closed && processedIn(date, reference) === month)) {
      allocations.attribute(session);
      allocations.run(maxDay(session.date, reference.horizon_from));
    }
    for (const programme of programmes.filter(({ period: [from] }) => monthOf(from) === month)) {
      allocations.approve(programme);
    }
    for (const tranche of wanted.filter(({ requestOn }) => monthOf(requestOn) === month)) {
      const amount = tranche.wanted.min(freeFor(tranche.project, allocations, asked));
      if (amount.compare(SMALLEST_TRANCHE) >= 0) asked.push({ ...tranche, amount });
    }
    for (const { agreement, receipt, leftOpen } of receiptsOf(instalments, month)) {
      if (receipt && !leftOpen) allocations.receive(agreement, receipt);
    }
    allocations.run(lastDay(month, reference));
  }
  const confirmed = allocations.lines.filter(({ project }) => !UNCONFIRMED_PROJECTS.includes(project));
  const tranches = splitTranches(confirmed, asked);
  const conversions = planConversions(reference, tranches);
  const paid = [
    ...instalments.flatMap(receiptEntry),
    ...tranches.flatMap(trancheEntry),
    ...conversions.map(boughtEntry),
    ...singleEntries(),
    ...fundingEntries(reference),
  ];
  return {
    reference,
    projects,
    programmes,
    instalments,
    sessions,
    allocations: allocations.lines,
    tranches,
    coming: comingTranches(reference, projects),
    statements: bank.statements(paid),
    otherStatements: otherStatements(reference, instalments, conversions),
    months,
  };
}

/** A session held before the horizon is entered with the first month. */
export function processedIn(date: Day, reference: Reference): Month {
  return monthOf(maxDay(date, reference.horizon_from));
}

export function lastDay(month: Month, reference: Reference): Day {
  const end = endOfMonth(`${month}-01`);
  return end < reference.business_day ? end : reference.business_day;
}

export function openingOf(reference: Reference, part: 'AIMF-GENERAL' | 'emergency'): Money {
  return Money.eur(reference.bank_accounts[0]?.opening?.of_which[part] ?? '0');
}

function monthsOf(reference: Reference): Month[] {
  const months: Month[] = [];
  for (let day = reference.horizon_from; day <= reference.business_day; day = addMonths(day, 1))
    months.push(monthOf(day));
  return months;
}

function receiptsOf(
  instalments: PlannedInstalment[],
  month: Month,
): { agreement: string; receipt: Money | null; leftOpen: boolean }[] {
  return instalments
    .filter(({ receipt }) => receipt && monthOf(receipt.bookedOn) === month)
    .map((instalment) => ({
      agreement: instalment.agreement,
      receipt: instalment.receipt?.value ?? null,
      leftOpen: receiptEntry(instalment).some(({ leftOpen }) => leftOpen),
    }));
}

function freeFor(project: string, allocations: Allocations, tranches: { project: string; amount: Money }[]): Money {
  const allocated = UNCONFIRMED_PROJECTS.includes(project)
    ? 0n
    : [...allocations.of(project).values()].reduce((sum, part) => sum + part, 0n);
  const taken = tranches
    .filter((tranche) => tranche.project === project)
    .reduce((sum, { amount }) => sum + amount.minor, 0n);
  return Money.minor(allocated - taken);
}
