import type { Language } from '../../../money/format';

/** Names of the purposes that the association's projects use; the other codes of the list stand for themselves. */
const names: Readonly<Record<string, Record<Language, string>>> = {
  '11120': { fr: 'Équipements scolaires et formation', en: 'Education facilities and training' },
  '11220': { fr: 'Enseignement primaire', en: 'Primary education' },
  '12230': { fr: 'Infrastructure pour la santé de base', en: 'Basic health infrastructure' },
  '14010': { fr: 'Politique de l’eau et gestion administrative', en: 'Water sector policy and administration' },
  '14015': { fr: 'Préservation des ressources en eau', en: 'Water resources conservation' },
  '14020': { fr: 'Eau et assainissement, systèmes à grande échelle', en: 'Water supply and sanitation, large systems' },
  '14021': { fr: 'Approvisionnement en eau, systèmes à grande échelle', en: 'Water supply, large systems' },
  '14022': { fr: 'Assainissement, systèmes à grande échelle', en: 'Sanitation, large systems' },
  '14030': { fr: 'Eau potable et assainissement de base', en: 'Basic drinking water supply and sanitation' },
  '14031': { fr: 'Approvisionnement de base en eau potable', en: 'Basic drinking water supply' },
  '14032': { fr: 'Assainissement de base', en: 'Basic sanitation' },
  '14040': { fr: 'Développement des bassins fluviaux', en: 'River basins development' },
  '14050': { fr: 'Traitement et gestion des déchets', en: 'Waste management and disposal' },
  '14081': { fr: 'Formation en eau et assainissement', en: 'Education and training in water and sanitation' },
  '15112': { fr: 'Décentralisation et collectivités', en: 'Decentralisation and subnational government' },
  '15128': { fr: 'Finances locales', en: 'Local government finance' },
  '15150': { fr: 'Participation démocratique et société civile', en: 'Democratic participation and civil society' },
  '15170': { fr: 'Organisations et mouvements de droits des femmes', en: 'Women’s rights organisations and movements' },
  '15180': { fr: 'Élimination des violences faites aux femmes', en: 'Ending violence against women and girls' },
  '15185': { fr: 'Administration locale', en: 'Local government administration' },
  '16061': { fr: 'Culture et loisirs', en: 'Culture and recreation' },
  '16065': { fr: 'Loisirs et sport', en: 'Recreation and sport' },
  '16066': { fr: 'Culture', en: 'Culture' },
  '22040': {
    fr: 'Technologies de l’information et de la communication',
    en: 'Information and communication technology',
  },
  '23231': {
    fr: 'Énergie solaire, réseaux isolés et systèmes autonomes',
    en: 'Solar energy, isolated grids and standalone',
  },
  '31120': { fr: 'Développement agricole', en: 'Agricultural development' },
  '41010': { fr: 'Politique de l’environnement', en: 'Environmental policy and administration' },
  '43030': { fr: 'Développement et gestion urbaine', en: 'Urban development and management' },
  '43031': { fr: 'Politique foncière urbaine', en: 'Urban land policy and management' },
  '43032': { fr: 'Développement urbain', en: 'Urban development' },
  '43060': { fr: 'Réduction des risques de catastrophe', en: 'Disaster risk reduction' },
  '72010': { fr: 'Assistance matérielle d’urgence', en: 'Material relief assistance' },
  '73010': { fr: 'Reconstruction immédiate après catastrophe', en: 'Immediate post-emergency reconstruction' },
  '74020': { fr: 'Préparation aux catastrophes', en: 'Multi-hazard response preparedness' },
};

export function purposeName(code: string, language: Language): string {
  const name = names[code]?.[language];
  return name ? `${code} – ${name}` : code;
}

/** The whole list, those with a name first. */
export function inUseFirst(codes: readonly string[]): string[] {
  return [...codes].sort((a, b) => Number(b in names) - Number(a in names) || (a < b ? -1 : 1));
}
