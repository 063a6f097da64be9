import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { formatAmount, formatDay } from '../../../money/format';
import { Empty } from '../../../states/states';
import '../../../styles/timeline.css';
import { type Change, Changes } from '../changes-table';
import { usePersonName } from '../person-name';
import type { ProjectView } from '../projects-api';
import { isAmount } from '../../../money/minor';

type Line = ProjectView['history'][number];

/** Everything that happened to the project, the latest first, with what each change was. */
export default function History({ project }: { project: ProjectView }) {
  const { t } = useTranslation('projects');
  return (
    <section className="card padded" aria-labelledby="history" data-testid="history">
      <Title order={2} id="history" mb="md">
        {t('history.title')}
      </Title>
      {project.history.length === 0 && <Empty>{t('history.none')}</Empty>}
      <ol className="timeline project-history">
        {project.history.map((line, at) => <Entry key={at} line={line} />).reverse()}
      </ol>
    </section>
  );
}

function Entry({ line }: { line: Line }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const { details, reason, actor, effectiveDate } = line;
  const nameOf = usePersonName();
  const diff = Array.isArray(details['diff']) ? (details['diff'] as Change[]) : [];
  const note = typeof details['note'] === 'string' ? details['note'] : undefined;
  return (
    <li>
      <Text size="sm" fw={550}>
        <span className="muted">{t(`history.${line.kind}`)}</span> {useHeadline(line, diff.length)}
      </Text>
      <Text size="xs" className="muted">
        {t('history.by', { actor: nameOf(actor), day: formatDay(effectiveDate, language) })}
        {typeof details['version'] === 'number' && ` · ${t('history.version', { version: details['version'] })}`}
      </Text>
      {reason && <Text size="sm">{reason}</Text>}
      {note && (
        <Text size="sm" className="prose">
          {note}
        </Text>
      )}
      {diff.length > 0 && (
        <Button variant="subtle" size="compact-xs" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('history.hide') : t('history.show')}
        </Button>
      )}
      {open && <Changes diff={diff} label={t('history.AMENDMENT')} />}
    </li>
  );
}

function useHeadline({ kind, from, to, details }: Line, fields: number): string {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  if (kind === 'VOTE' && isAmount(details['attributed']))
    return t('history.voted', {
      session: String(details['session']),
      amount: formatAmount(details['attributed'], language),
    });
  if (kind === 'AMENDMENT') return t('history.amended', { count: fields });
  if (kind === 'DOCUMENT') return text(details['name']);
  if (kind === 'MISSION') return text(details['mission']);
  if (kind === 'CONVERSION') return text(details['tranche']);
  if (kind === 'SIGNATURE')
    return `${t(`agreement.party.${details['party'] === 'CITY' ? 'CITY' : 'ASSOCIATION'}`)}, ${text(details['signatory'])}`;
  if (kind === 'RESULTS') {
    const { from: first = '', to: last = '' } = (details['period'] ?? {}) as unknown as { from?: string; to?: string };
    return t('history.measured', { from: formatDay(first, language), to: formatDay(last, language) });
  }
  if (!to) return '';
  return from ? t('history.moved', { from: t(`state.${from}`), to: t(`state.${to}`) }) : t('history.opened');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
