import { Button, Group, Text, Title } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { mayOpen } from '../page';
import { useSession } from '../../session/session';
import { Empty } from '../../states/states';
import type { Case } from './api';
import { Stage } from './stage';

/** All cases, the latest first. */
export function CaseList({ cases }: { cases: readonly Case[] }) {
  const { t } = useTranslation('emergency');
  const { data: person } = useSession();
  const opens = person && mayOpen(person, ['committee-presidency', 'secretariat', 'presidency']);
  return (
    <section className="card padded" aria-labelledby="cases">
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2} id="cases">
          {t('cases.title')}
        </Title>
        {opens && (
          <Button
            component={Link}
            to="/urgence/dossiers/nouveau"
            variant="default"
            leftSection={<IconPlus size={16} />}
          >
            {t('cases.new')}
          </Button>
        )}
      </Group>
      {cases.length === 0 && <Empty>{t('cases.empty')}</Empty>}
      <ul className="emergency-lines" data-testid="cases">
        {cases.map((one) => (
          <CaseLine key={one.code} one={one} />
        ))}
      </ul>
    </section>
  );
}

function CaseLine({ one }: { one: Case }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const last = one.proposals.at(-1);
  const amount = last?.decision?.amount ?? last?.amount;
  return (
    <li>
      <Link to={`/urgence/dossiers/${one.id}`} style={{ color: 'var(--cooperation)', fontWeight: 600 }}>
        {one.city}
      </Link>
      <span className="end">
        <Stage of={one} />
      </span>
      <Text size="sm" className="muted">
        {t('occurred', { kind: t(`kind.${one.kind}`), day: formatDay(one.occurredOn, language) })}
      </Text>
      <span className="end">{amount && <Figure value={amount} />}</span>
    </li>
  );
}
