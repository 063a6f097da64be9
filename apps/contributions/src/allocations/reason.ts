import type { Day } from '@abonde/calendar';
import { type Giver, isKeptBalance, lastDay, type Receiver } from './eligibility';
import type { Cap, Capped } from './plan';

/** Why a line gives what it gives: a stable code with its parameters, and the sentence in both languages. */
export interface Reason {
  code: string;
  params: Record<string, string>;
  fr: string;
  en: string;
}

/** Why a line gives so much and not more. */
export type Limit = Cap | 'ALL_FREE' | 'COVERS_ALL' | 'PART';

interface Bounds {
  amount: bigint;
  /** What the project missed before. */
  missing: bigint;
  free: bigint;
  /** The agreement's own cap on the project; null when it sets none. */
  capped: Capped | null;
}

/** What bounds the amount of a line; minor units of EUR. */
export function limitOf({ amount, missing, free, capped }: Bounds): Limit {
  if (amount === missing) return 'COVERS_ALL';
  if (amount === capped?.room) return capped.cap;
  return amount === free ? 'ALL_FREE' : 'PART';
}

const limits: Record<Limit, [fr: string, en: string]> = {
  COVERS_ALL: ['couvre tout ce qui manquait', 'covers all that was missing'],
  CO_FINANCING_CAP: ['jusqu’au plafond de cofinancement de la convention', 'up to the agreement’s co-financing cap'],
  AID_RATE: ['jusqu’au taux d’aide de la convention', 'up to the agreement’s aid rate'],
  PER_PROJECT: ['jusqu’au plafond par projet de la convention', 'up to the agreement’s cap per project'],
  ALL_FREE: ['tout ce que la convention a de libre', 'all that the agreement has free'],
  PART: [
    'la part que lui laissent le plan de financement et les autres projets',
    'the part that the financing plan and the other projects leave it',
  ],
};

const french = (day: Day) => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

/** The window through which the money may still be used on the day it is given. */
function windowOf(giver: Giver, day: Day): [params: Record<string, string>, fr: string, en: string] {
  const { period, eligibility } = giver;
  const until = lastDay(giver);
  if (isKeptBalance(giver, day)) {
    const [fr, en] = ['solde que le bailleur laisse employer après le', 'balance the donor lets serve after'];
    return [{ until, window: 'KEPT' }, `${fr} ${french(until)}`, `${en} ${until}`];
  }
  const open = { fr: `convention ouverte jusqu’au ${french(until)}`, en: `open until ${until}` };
  if (eligibility.from === period.from && eligibility.to === period.to)
    return [{ until, window: 'OPEN' }, open.fr, open.en];
  const { from, to } = eligibility;
  return [
    { until, window: 'ELIGIBLE', from, to },
    `${open.fr}, dépenses éligibles du ${french(from)} au ${french(to)}`,
    `${open.en}, costs eligible from ${from} to ${to}`,
  ];
}

/** The sentence that explains a line proposed by the solver for the day the money is given. */
export function reasonOf(giver: Giver, receiver: Receiver, limit: Limit, day: Day): Reason {
  const [window, ...ends] = windowOf(giver, day);
  const params = { agreement: giver.code, donor: giver.donorName, project: receiver.project, limit, ...window };
  const [why, because] = limits[limit];
  const say = (code: string, fr: string, en: string, more: Record<string, string> = {}): Reason => ({
    code,
    params: { ...params, ...more },
    fr: `${fr} ; ${ends[0]} ; ${why}.`,
    en: `${en}; ${ends[1]}; ${because}.`,
  });
  if (giver.internal) {
    return {
      code: 'OWN_RESOURCES',
      params,
      fr: `Ressources propres de l’association, appelées en dernier ; ${why}.`,
      en: `Own resources of the association, used last; ${because}.`,
    };
  }
  switch (giver.earmark.level) {
    case 'PROJECT':
      return say(
        'EARMARKED_PROJECT',
        `${giver.donorName} a affecté cette convention au projet`,
        `${giver.donorName} earmarked this agreement for the project`,
      );
    case 'PROGRAMME':
      return say(
        'EARMARKED_PROGRAMME',
        `${giver.donorName} a affecté cette convention au programme`,
        `${giver.donorName} earmarked this agreement for the programme`,
      );
    case 'THEME':
      return say(
        'EARMARKED_THEME',
        `Affectée au thème ${receiver.theme}`,
        `Earmarked for the theme ${receiver.theme}`,
        { theme: receiver.theme },
      );
    case 'COUNTRY':
      return say(
        'EARMARKED_COUNTRY',
        `Affectée au pays ${receiver.country}`,
        `Earmarked for the country ${receiver.country}`,
        { country: receiver.country },
      );
    default:
      return say(
        'UNEARMARKED',
        'Sans affectation, parmi les premières à expirer',
        'Not earmarked, among the soonest to expire',
      );
  }
}

export function adjustedReason(note: string): Reason {
  return { code: 'ADJUSTED', params: { note }, fr: `Ajustée : ${note}`, en: `Adjusted: ${note}` };
}
