import type { Day } from '@abonde/calendar';
import { formatMoney, type Language, type Money } from '@abonde/money';

/** What a reminder is about. */
export interface Overdue {
  agreement: string;
  instalment: number;
  outstanding: Money;
  dueOn: Day;
  calledOn: Day;
  daysLate: number;
  reference: string;
  /** Day of the reminder before this one; null for the first. */
  remindedOn: Day | null;
}

export const highestLevel = 3;

interface Text {
  subject: string;
  body: string;
}

const frenchDay = (day: Day) => day.split('-').reverse().join('/');

function french(level: number, overdue: Overdue): Text {
  const { agreement, instalment, outstanding, dueOn, calledOn, daysLate, reference, remindedOn } = overdue;
  const amount = formatMoney(outstanding, 'fr');
  const facts = `l’échéance n° ${instalment} de la convention ${agreement}, appelée le ${frenchDay(calledOn)} et attendue le ${frenchDay(dueOn)}`;
  const earlier = remindedOn ? ` Notre relance du ${frenchDay(remindedOn)} est restée sans suite.` : '';
  const opening = [
    `Sauf erreur de notre part, ${facts}, ne nous est pas parvenue : ${amount} restent dus.`,
    `Nous revenons vers vous au sujet de ${facts}.${earlier} ${amount} restent dus, avec ${daysLate} jours de retard.`,
    `Malgré nos relances, ${facts}, reste impayée : ${amount} sont dus depuis ${daysLate} jours.${earlier}`,
  ][level - 1];
  const request = [
    'Si le versement est en cours, merci de ne pas tenir compte de ce message. Dans le cas contraire, nous vous serions reconnaissants de nous indiquer la date à laquelle il interviendra.',
    'Nous vous remercions de nous faire connaître la date du versement ou les pièces qui manqueraient à votre dossier.',
    'Faute de versement, les projets financés par cette convention devront être suspendus. Nous vous demandons de nous répondre sous quinze jours.',
  ][level - 1];
  return {
    subject: `${level === 1 ? 'Rappel' : `Relance n° ${level}`} : échéance ${instalment} de la convention ${agreement} (${reference})`,
    body: [
      'Madame, Monsieur,',
      opening,
      request,
      `Référence à rappeler dans le libellé du virement : ${reference}.`,
      'Nous vous prions d’agréer, Madame, Monsieur, l’expression de notre considération distinguée.',
    ].join('\n\n'),
  };
}

function english(level: number, overdue: Overdue): Text {
  const { agreement, instalment, outstanding, dueOn, calledOn, daysLate, reference, remindedOn } = overdue;
  const amount = formatMoney(outstanding, 'en');
  const facts = `instalment ${instalment} of agreement ${agreement}, called on ${calledOn} and due on ${dueOn}`;
  const earlier = remindedOn ? ` Our reminder of ${remindedOn} has had no answer.` : '';
  const opening = [
    `Unless we are mistaken, we have not received ${facts}: ${amount} is outstanding.`,
    `We write again about ${facts}.${earlier} ${amount} is outstanding, ${daysLate} days late.`,
    `In spite of our reminders, ${facts}, is still unpaid: ${amount} has been due for ${daysLate} days.${earlier}`,
  ][level - 1];
  const request = [
    'If the payment is on its way, please disregard this message. Otherwise we would be grateful to know when it will be made.',
    'Please let us know the date of the payment, or which documents you are waiting for.',
    'Without this payment the projects financed by the agreement will have to be suspended. Please answer within fifteen days.',
  ][level - 1];
  return {
    subject: `${level === 1 ? 'Reminder' : `Reminder no. ${level}`}: instalment ${instalment} of agreement ${agreement} (${reference})`,
    body: [
      'Dear Sir or Madam,',
      opening,
      request,
      `Please quote this reference in your transfer: ${reference}.`,
      'Yours faithfully,',
    ].join('\n\n'),
  };
}

/** Text of a reminder of level 1 (friendly) to 3 (last before suspension). */
export function reminderText(level: number, language: Language, overdue: Overdue): Text {
  return language === 'fr' ? french(level, overdue) : english(level, overdue);
}
