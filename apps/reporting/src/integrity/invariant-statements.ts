export interface Statement {
  fr: string;
  en: string;
}

/** The rules of money in words, by code, in the order in which they are numbered from 1. */
export const STATEMENTS = {
  transaction: {
    fr: 'Chaque écriture est équilibrée : en euros dans chaque couche, et en montant dans chaque devise étrangère.',
    en: 'Every transaction balances: in euros in each layer, and in amount in each foreign currency.',
  },
  'cash-and-fund': {
    fr: 'L’argent et son origine bougent ensemble : hors trésorerie, ce qui passe par la banque passe aussi par les fonds.',
    en: 'Cash and fund move together: outside treasury, what goes through the bank goes through the funds too.',
  },
  transfers: {
    fr: 'Ce qu’un livre envoie, un autre le reçoit, au centime ; rien n’est en chemin depuis plus de quinze minutes.',
    en: 'What one book sends another receives, to the cent; nothing has been on its way for more than fifteen minutes.',
  },
  bank: {
    fr: 'Le solde de chaque compte bancaire est le solde final de son dernier relevé.',
    en: 'The balance of each bank account is the closing balance of its last statement.',
  },
  provenance: {
    fr: 'La somme des fonds, telle que trois livres la disent, est l’argent en banque, tel que le quatrième le dit.',
    en: 'The sum of the funds, as three books tell it, is the money at the bank, as the fourth tells it.',
  },
  conservation: {
    fr: 'Tout ce qui est entré est détenu, payé, remboursé ou perdu en frais et en change.',
    en: 'All that came in is held, paid, refunded, or lost in charges and exchange.',
  },
  agreements: {
    fr: 'Pour chaque convention, ce qui a été reçu est dans son enveloppe, sur ses projets, payé ou en chemin.',
    en: 'For each agreement, what was received is in its envelope, on its projects, paid or on its way.',
  },
  floors: {
    fr: 'Aucune décision n’a engagé plus que ce qui était disponible, et aucune insuffisance n’est ouverte.',
    en: 'No decision has ever committed more than was available, and no shortfall is open.',
  },
  'emergency-fund': {
    fr: 'Les aides viennent des produits réalisés et des dons de leur propre cas, jamais au-delà de ce qu’il y avait.',
    en: 'Aid comes from realised products and from the donations of its own case, never beyond what there was.',
  },
  'eighty-percent': {
    fr: 'La part du Fonds dans un projet ne dépasse pas 80 % de son coût, au centime.',
    en: 'The Fund’s share of a project is at most 80 % of its cost, to the cent.',
  },
  'paid-allocated-attributed': {
    fr: 'Par projet, payé ≤ alloué ≤ attribué ≤ engagé ≤ plan, et les parts d’une tranche en font la somme.',
    en: 'Per project, paid ≤ allocated ≤ attributed ≤ engaged ≤ plan, and the parts of a tranche add up to it.',
  },
  'append-only': {
    fr: 'Rien n’a été modifié ni supprimé : chaque livre correspond à ses sceaux et à leur copie prise dans le journal.',
    en: 'Nothing was changed or deleted: each book is what its seals say, and what their copy taken from the log says.',
  },
} as const satisfies Record<string, Statement>;

export type InvariantCode = keyof typeof STATEMENTS;
