import type { Day } from '@abonde/calendar';
import type { Giver, Receiver } from './eligibility';

/** Why a line gives what it gives: a stable code with its parameters, and the sentence in both languages. */
export interface Reason {
  code: string;
  params: Record<string, string>;
  fr: string;
  en: string;
}

const french = (day: Day) => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

/** The sentence that explains a line proposed by the solver. */
export function reasonOf(giver: Giver, receiver: Receiver): Reason {
  const params = { agreement: giver.code, donor: giver.donorName, project: receiver.project, until: giver.period.to };
  const ends = [`convention ouverte jusqu’au ${french(giver.period.to)}`, `open until ${giver.period.to}`];
  const say = (code: string, fr: string, en: string, more: Record<string, string> = {}): Reason => ({
    code,
    params: { ...params, ...more },
    fr: `${fr} ; ${ends[0]}.`,
    en: `${en}; ${ends[1]}.`,
  });
  if (giver.internal) {
    return {
      code: 'OWN_RESOURCES',
      params,
      fr: 'Ressources propres de l’association, appelées en dernier.',
      en: 'Own resources of the association, used last.',
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
