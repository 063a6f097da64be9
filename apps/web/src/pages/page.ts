import type { ComponentType, LazyExoticComponent } from 'react';
import type { Words } from '../i18n/i18n';
import type { Person, Role } from '../session/session';

type Icon = ComponentType<{ size?: number; stroke?: number }>;

/** A page of the signed-in app: where it is, who may open it, and its place in the menu. */
export interface Page {
  /** French, as every address; `$name` is a parameter. */
  path: string;
  roles: readonly Role[];
  page: LazyExoticComponent<ComponentType>;
  /** Left out where other pages lead to it. */
  menu?: { label: MenuLabel; icon: Icon };
  /** Whose words it speaks in; left out by a page that has the frame's alone. */
  area?: keyof Words;
}

type Frame = typeof import('../i18n/locales/fr.json');
export type MenuLabel = keyof Frame['nav'];
export type SectionLabel = keyof Frame['sections'];

export const staff: readonly Role[] = [
  'finance-officer',
  'finance-controller',
  'project-officer',
  'secretariat',
  'bureau-secretary',
  'committee-presidency',
  'presidency',
  'auditor',
  'administrator',
];
export const partners: readonly Role[] = ['city', 'donor'];

/** Staff, presidencies and the auditor read everything; cities and donors what is published and what is theirs. */
export function isStaff(person: Person): boolean {
  return mayOpen(person, staff);
}

/** Whether somebody who is signed in has one of the roles. */
export function mayOpen(person: Person | null | undefined, roles: readonly Role[]): boolean {
  return person?.roles.some((role) => roles.includes(role)) ?? false;
}
