import type { Day } from '@abonde/calendar';
import type { Giver, Receiver } from './eligibility';

/** Why a line gives what it gives: a stable code with its parameters, and the sentence in both languages. */
export interface Reason {
  code: string;
  params: Record<string, string>;
  fr: string;
  en: string;
}

/** Why a line gives so much and not more. */
export type Limit = 'CO_FINANCING_CAP' | 'ALL_FREE' | 'COVERS_ALL' | 'PART';

interface Bounds {
  amount: bigint;
  /** What the project missed before. */
  missing: bigint;
  free: bigint;
  /** Under the agreement's own co-financing cap; null when it has none. */
  room: bigint | null;
}

/** What bounds the amount of a line; minor units of EUR. */
export function limitOf({ amount, missing, free, room }: Bounds): Limit {
  if (amount === missing) return 'COVERS_ALL';
  if (amount === room) return 'CO_FINANCING_CAP';
  return amount === free ? 'ALL_FREE' : 'PART';
}

const limits: Record<Limit, [fr: string, en: string]> = {
  COVERS_ALL: ['couvre tout ce qui manquait', 'covers all that was missing'],
  CO_FINANCING_CAP: ['jusqu’au plafond de cofinancement de la convention', 'up to the agreement’s co-financing cap'],
  ALL_FREE: ['tout ce que la convention a de libre', 'all that the agreement has free'],
  PART: [
    'la part que lui laissent le plan de financement et les autres projets',
    'the part that the financing plan and the other projects leave it',
  ],
};

const french = (day: Day) => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

/** The sentence that explains a line proposed by the solver. */
export function reasonOf(giver: Giver, receiver: Receiver, limit: Limit): Reason {
  const params = {
    agreement: giver.code,
    donor: giver.donorName,
    project: receiver.project,
    until: giver.period.to,
    limit,
  };
  const [why, because] = limits[limit];
  const ends = [`convention ouverte jusqu’au ${french(giver.period.to)}`, `open until ${giver.period.to}`];
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
