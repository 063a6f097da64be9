import { Button, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay, minorOf, euros } from '../../money/format';
import { useSession } from '../../session/session';
import { Empty } from '../../states/states';
import type { Case, Schemas } from './api';
import { Signatures } from './signatures';

interface Props {
  cases: readonly Case[];
  availability: Schemas['AvailabilityDto'] | undefined;
}

/** The aids that wait for the Presidency, each with all that says whether it can be granted. */
export function ToDecide({ cases, availability }: Props) {
  const { t } = useTranslation('emergency');
  const waiting = cases.flatMap((one) =>
    one.proposals.filter(({ state }) => state === 'SUBMITTED').map((proposal) => ({ one, proposal })),
  );
  return (
    <section className="card padded" aria-labelledby="to-decide">
      <Title order={2} id="to-decide" mb="sm">
        {t('toDecide.title', { count: Math.max(1, waiting.length) })}
      </Title>
      {waiting.length === 0 && <Empty>{t('toDecide.empty')}</Empty>}
      <Stack gap="xl">
        {waiting.map(({ one, proposal }) => (
          <Waiting key={proposal.id} one={one} proposal={proposal} availability={availability} />
        ))}
      </Stack>
    </section>
  );
}

function Waiting({
  one,
  proposal,
  availability,
}: { one: Case; proposal: Case['proposals'][number] } & Pick<Props, 'availability'>) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { data: person } = useSession();
  const own = availability?.donations.find((donation) => donation.case === one.code)?.amount.amount ?? '0';
  const after = availability && minorOf(availability.available.amount) + minorOf(own) - minorOf(proposal.amount.amount);
  const ready = proposal.missingSignatures.length === 0;
  const decides = ready && (person?.roles.includes('presidency') ?? false);
  return (
    <Stack gap="xs" data-testid={`to-decide-${one.code}`}>
      <div>
        <Title order={3} fz="lg">
          {one.city}
        </Title>
        <Text>{t('occurred', { kind: t(`kind.${one.kind}`), day: formatDay(one.occurredOn, language) })}</Text>
      </div>
      <Signatures proposal={proposal} />
      <div className="emergency-amount">
        <span>{t('proposal.amount')}</span>
        <strong>
          <Figure value={proposal.amount} />
        </strong>
      </div>
      {after !== undefined && (
        <div className="emergency-amount muted">
          <span>{t('proposal.after')}</span>
          {after < 0n ? <span>{t('proposal.notCovered')}</span> : <Figure value={euros(after)} />}
        </div>
      )}
      <Button
        component={Link}
        to={`/urgence/propositions/${proposal.id}`}
        size="md"
        fullWidth
        variant={decides ? 'filled' : 'default'}
      >
        {t(decides ? 'toDecide.open' : 'toDecide.read')}
      </Button>
    </Stack>
  );
}
