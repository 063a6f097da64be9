import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { Empty } from '../../states/states';
import type { Schemas } from './api';

type Earnings = Schemas['EarningsDto'];
type Earned = Schemas['EarnedDto'];

/** Lines shown at first; the total is always of all. */
const SHOWN = 8;

/** Whose money bore the interest, and what becomes of it: first what is the fund's, then what goes elsewhere. */
export function EarningsTable({ earnings: { fund, elsewhere, to } }: { earnings: Earnings }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  return (
    <section className="card padded" aria-labelledby="earnings">
      <Title order={2} id="earnings">
        {t('earnings.title')}
      </Title>
      <Text size="sm" className="muted" mb="xs">
        {t('earnings.subtitle', { day: formatDay(to, language) })}
      </Text>
      {fund.lines.length === 0 ? (
        <Empty>{t('earnings.empty')}</Empty>
      ) : (
        <Lines earned={fund} name={t('earnings.title')} testid="earnings" />
      )}
      {elsewhere.lines.length > 0 && (
        <details className="emergency-elsewhere">
          <summary>{t('earnings.elsewhere')}</summary>
          <Lines earned={elsewhere} name={t('earnings.elsewhere')} testid="earnings-elsewhere" />
        </details>
      )}
    </section>
  );
}

function Lines({ earned, name, testid }: { earned: Earned; name: string; testid: string }) {
  const { t } = useTranslation('emergency');
  const [all, setAll] = useState(false);
  const lines = all ? earned.lines : earned.lines.slice(0, SHOWN);
  return (
    <>
      <table className="emergency-earnings" data-testid={testid} aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{t('earnings.source')}</th>
            <th scope="col">{t('earnings.credited')}</th>
            <th scope="col">{t('earnings.accrued')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={`${line.project} ${line.agreement} ${line.disposition}`} line={line} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('earnings.total')}</th>
            <Amounts of={earned} />
          </tr>
        </tfoot>
      </table>
      {lines.length < earned.lines.length && (
        <Button variant="default" fullWidth mt="sm" onClick={() => setAll(true)}>
          {t('earnings.all', { count: earned.lines.length })}
        </Button>
      )}
    </>
  );
}

function Line({ line }: { line: Earned['lines'][number] }) {
  const { t } = useTranslation('emergency');
  const { project, title, agreement, disposition } = line;
  const isFunds = disposition === 'EMERGENCY_FUND' || disposition === 'OWN';
  const name =
    disposition === 'OWN'
      ? t('earnings.own')
      : (title ?? project ?? t(agreement === null ? 'earnings.charge' : 'earnings.other'));
  return (
    <tr>
      <th scope="row">
        {name}
        {agreement && <span className="muted"> {agreement}</span>}
        {!isFunds && <span className="muted emergency-becomes">{t(`disposition.${disposition as 'GENERAL'}`)}</span>}
      </th>
      <Amounts of={line} />
    </tr>
  );
}

function Amounts({ of: { credited, accrued } }: { of: Pick<Earned, 'credited' | 'accrued'> }) {
  const { t } = useTranslation('emergency');
  return (
    <>
      <td data-label={t('earnings.credited')}>
        <Figure value={credited} entries={credited.entries} />
      </td>
      <td data-label={t('earnings.accrued')} className="muted">
        <Figure value={accrued} entries={accrued.entries} />
      </td>
    </>
  );
}
