import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { useTranslation } from 'react-i18next';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { useSession } from '../../session/session';
import { StateMark } from '../../states/state-mark';
import { mayOpen } from '../page';
import { EnterActuals } from './enter-actuals';
import { Measured } from './measured';
import { usePersonName } from '../projects/person-name';
import { disbursements, keys, type ResultPeriod, type Results } from './results-api';

/** A period of results: filled in by the city or the project officer, approved and locked by somebody else. */
export function Period({ results, period }: { results: Results; period: ResultPeriod }) {
  const { t } = useTranslation('results');
  const language = useLanguage();
  const { data: person } = useSession();
  const [entering, { open, close }] = useDisclosure();
  const [approving, approval] = useDisclosure();
  const { from, to, status, enteredBy, approvedBy, approvedAt } = period;
  const nameOf = usePersonName();
  const isOpen = status === 'OPEN';
  const span = t('span', { from: formatDay(from, language), to: formatDay(to, language) });
  const approve = useAct<void, unknown>({
    send: (_, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects/{id}/results/{period}/approve', {
          params: { path: { id: results.project, period: period.id } },
          headers,
        }),
      ),
    refresh: [keys.results(results.project)],
    done: () => {
      approval.close();
      return { title: t('approvedDone') };
    },
  });
  return (
    <Group justify="space-between" align="start" data-testid={`period-${from}`}>
      <div>
        <Text fw={550}>{span}</Text>
        <Text size="sm" className="muted">
          {approvedBy && approvedAt
            ? t('approved', { by: nameOf(approvedBy), day: formatDay(approvedAt.slice(0, 10), language) })
            : t('measured', { count: period.actuals.length })}
        </Text>
        {period.actuals.length > 0 && (
          <Text size="xs" className="muted">
            {t('enteredBy', { name: nameOf(enteredBy) })}
          </Text>
        )}
        {period.actuals.length > 0 && <Actuals results={results} period={period} />}
      </div>
      <Group gap="xs">
        <StateMark tone={isOpen ? 'waiting' : 'done'} icon={isOpen ? IconPencil : IconLock}>
          {t(`status.${status}`)}
        </StateMark>
        {isOpen && person && mayOpen(person, ['project-officer', 'city']) && (
          <Button variant="default" size="xs" onClick={open}>
            {t('enter')}
          </Button>
        )}
        {isOpen && person && mayOpen(person, ['project-officer', 'secretariat']) && period.actuals.length > 0 && (
          <Button size="xs" onClick={approval.open}>
            {t('approve')}
          </Button>
        )}
      </Group>
      {entering && <EnterActuals results={results} period={period} close={close} />}
      <ConfirmAct
        opened={approving}
        close={approval.close}
        title={t('approveTitle')}
        facts={[{ label: t('periods'), value: span }]}
        act={t('approve')}
        pending={approve.isPending}
        confirm={() => approve.mutate()}
      >
        <Text size="sm">{t('approveText')}</Text>
      </ConfirmAct>
    </Group>
  );
}

/** What was said of the period, indicator by indicator. */
function Actuals({ results: { indicators }, period: { actuals } }: { results: Results; period: ResultPeriod }) {
  const { t } = useTranslation('results');
  return (
    <details>
      <summary>{t('readActuals')}</summary>
      <dl className="facts">
        {actuals.map((actual) => (
          <div key={actual.indicator}>
            <dt>{indicators.find(({ key }) => key === actual.indicator)?.title ?? actual.indicator}</dt>
            <dd>
              <Measured of={actual} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
