/** A fictitious person, or the account of a service, of the demonstration. */
export interface DemonstrationAccount {
  /** Subject of its tokens and id of its client: `demo-finance-officer`. */
  id: string;
  role: string;
  name: string;
  label: { fr: string; en: string };
  /** Codes. */
  city?: string;
  donor?: string;
  /** People sign in with a page; a service only with its client. */
  person: boolean;
}

const person = (
  key: string,
  name: string,
  fr: string,
  en: string,
  scope: { city?: string; donor?: string } = {},
): DemonstrationAccount => ({
  id: `demo-${key}`,
  role: key.replace(/-\d+$/, ''),
  name,
  label: { fr, en },
  person: true,
  ...scope,
});

/** One for each role, and a second one where a rule asks two persons of the same role. */
export const accounts: readonly DemonstrationAccount[] = [
  person('finance-officer', 'Camille Berthier', 'Chargée des finances', 'Finance officer'),
  person('finance-controller', 'Idriss Lemoine', 'Contrôleur financier', 'Finance controller'),
  person('finance-controller-2', 'Solène Aubry', 'Contrôleuse financière (seconde)', 'Finance controller (second)'),
  person('project-officer', 'Nadia Vasseur', 'Chargée de projets', 'Project officer'),
  person('project-officer-2', 'Théo Marchal', 'Chargé de projets (second)', 'Project officer (second)'),
  person('secretariat', 'Claire Delorme', 'Secrétariat permanent', 'Permanent secretariat'),
  person('bureau-secretary', 'Julien Carpentier', 'Secrétariat du Bureau', 'Bureau secretary'),
  person(
    'committee-presidency',
    'Mariam Sylvestre',
    'Présidence de la commission Aide humanitaire',
    'Presidency of the committee',
  ),
  person('presidency', 'Hélène Fourcade', 'Présidence', 'Presidency'),
  person('city', 'Sokha Rithy', 'Ville de Siem Reap', 'City of Siem Reap', { city: 'SIEM-REAP' }),
  person('donor', 'Agathe Perrin', 'Bailleur : SIAAP', 'Donor: SIAAP', { donor: 'SIAAP' }),
  person('auditor', 'Victor Lambelin', 'Commissaire aux comptes', 'Auditor'),
  person('administrator', 'Yasmine Rocher', 'Administration de la plateforme', 'Administrator'),
  { ...person('integration', 'Intégration comptable', 'Compte de service', 'Service account'), person: false },
];

export function accountOf(id: string | undefined): DemonstrationAccount | undefined {
  return accounts.find((account) => account.id === id);
}

/** Claims of an access token; the scope `decide` gives the class that decisions and approvals ask. */
export function claimsOf(account: DemonstrationAccount, scope: string | undefined): Record<string, unknown> {
  const { role, name, city, donor } = account;
  return {
    roles: [role],
    name,
    ...(city && { city }),
    ...(donor && { donor }),
    ...(scope?.split(' ').includes('decide') && { acr: 'decide' }),
  };
}
