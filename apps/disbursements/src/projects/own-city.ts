import { Violation } from '@abonde/violation';

interface Person {
  roles: readonly string[];
  city?: string;
}

/** Whether someone acts for a city only, not for the secretariat. */
export function actsForCity({ roles }: Person): boolean {
  return roles.includes('city') && roles.every((role) => role === 'city');
}

/** @throws {Violation} NOT_YOUR_CITY when someone who acts for a city reaches for another one's project */
export function checkOwnCity(actor: Person, project: { city: string; cityName: string }): void {
  if (!actsForCity(actor) || isSameCity(actor.city, project)) return;
  throw new Violation({
    code: 'NOT_YOUR_CITY',
    status: 403,
    title: 'Another city carries this project',
    detail: `${project.cityName} carries this project`,
    figures: { city: project.city },
  });
}

function isSameCity(reference: string | undefined, { city, cityName }: { city: string; cityName: string }): boolean {
  const named = reference?.trim().toLowerCase();
  return named !== undefined && [city.toLowerCase(), cityName.toLowerCase()].includes(named);
}
