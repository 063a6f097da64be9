import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { Empty } from '../../states/states';
import type { Schemas } from './api';

type Earnings = Schemas['EarningsDto'];

/** Lines shown at first; the total is always of all. */
const SHOWN = 8;

/** Whose money bore the interest: a line a project and agreement, credited and still coming, adding up to the total. */
export function EarningsTable({ earnings }: { earnings: Earnings }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const lines = all ? earnings.lines : earnings.lines.slice(0, SHOWN);
  return (
    <section className="card padded" aria-labelledby="earnings">
      <Title order={2} id="earnings">
        {t('earnings.title')}
      </Title>
      <Text size="sm" className="muted" mb="xs">
        {t('earnings.subtitle', { day: formatDay(earnings.to, language) })}
      </Text>
      {earnings.lines.length === 0 ? (
        <Empty>{t('earnings.empty')}</Empty>
      ) : (
        <table className="emergency-earnings" data-testid="earnings">
          <thead>
            <tr>
              <th scope="col">{t('earnings.source')}</th>
              <th scope="col">{t('earnings.credited')}</th>
              <th scope="col">{t('earnings.accrued')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line key={`${line.project} ${line.agreement} ${line.own}`} line={line} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('earnings.total')}</th>
              <td>
                <Figure value={earnings.credited} />
              </td>
              <td data-label={t('earnings.accrued')}>
                <Figure value={earnings.accrued} />
              </td>
            </tr>
          </tfoot>
        </table>
      )}
      {lines.length < earnings.lines.length && (
        <Button variant="default" fullWidth mt="sm" onClick={() => setAll(true)}>
          {t('earnings.all', { count: earnings.lines.length })}
        </Button>
      )}
    </section>
  );
}

function Line({ line: { project, title, agreement, own, credited, accrued } }: { line: Earnings['lines'][number] }) {
  const { t } = useTranslation('emergency');
  const name = own ? t('earnings.own') : (title ?? project ?? t('earnings.other'));
  return (
    <tr>
      <th scope="row">
        {name}
        {agreement && <span className="muted"> {agreement}</span>}
      </th>
      <td data-label={t('earnings.credited')}>
        <Figure value={credited} {...(credited.entries && { entries: credited.entries })} />
      </td>
      <td data-label={t('earnings.accrued')} className="muted">
        <Figure value={accrued} {...(accrued.entries && { entries: accrued.entries })} />
      </td>
    </tr>
  );
}
