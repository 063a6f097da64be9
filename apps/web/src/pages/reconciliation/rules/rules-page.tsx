import '../words';
import '../reconciliation.css';
import '../../../styles/forms.css';
import { Modal, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '../../../api/client';
import { ActButton } from '../../../acts/act-button';
import { PageHeading } from '../../../shell/page-heading';
import { BlockSkeleton, Empty, Loaded } from '../../../states/states';
import { useMayClose, useMayMatch } from '../roles';
import { type Rule, type RuleProposal, treasury } from '../treasury';
import { emptyRule, type RuleDraft, RuleForm } from './rule-form';
import { RuleList } from './rule-list';
import { targetOf } from './rule-target';

interface Edited {
  draft: RuleDraft;
  rule?: Rule;
}

/** What the platform learnt from what people did: rules in their order, and those it proposes. */
export default function RulesPage() {
  const { t } = useTranslation('reconciliation');
  const mayWrite = [useMayMatch(), useMayClose()].includes(true);
  const [edited, setEdited] = useState<Edited>();
  const rules = useQuery({
    queryKey: ['reconciliation', 'rules'],
    queryFn: async () => (await answered(treasury.GET('/api/treasury/match-rules'))).items,
  });
  const proposals = useQuery({
    queryKey: ['reconciliation', 'rule-proposals'],
    queryFn: async () => (await answered(treasury.GET('/api/treasury/match-rules/proposals'))).items,
  });
  const because = mayWrite ? undefined : t('blocked.role');
  return (
    <Stack gap="md">
      <PageHeading title={t('rules.title')} subtitle={t('rules.subtitle')}>
        <ActButton because={because} onClick={() => setEdited({ draft: emptyRule })} data-testid="new-rule">
          {t('rules.new')}
        </ActButton>
      </PageHeading>
      <Loaded query={rules} skeleton={<BlockSkeleton height={240} />}>
        {(items) =>
          items.length === 0 ? (
            <div className="card padded">
              <Empty>{t('rules.none')}</Empty>
            </div>
          ) : (
            <RuleList rules={items} because={because} edit={(rule) => setEdited({ draft: draftOf(rule), rule })} />
          )
        }
      </Loaded>
      <Loaded query={proposals} skeleton={<BlockSkeleton height={160} />}>
        {(items) => (
          <Proposed
            items={items}
            because={because}
            take={(proposal) => setEdited({ draft: { ...emptyRule, ...proposal, account: null } })}
          />
        )}
      </Loaded>
      <Modal
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={t(edited?.rule ? 'rules.amend' : 'rules.new')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {edited && <RuleForm {...edited} done={() => setEdited(undefined)} />}
      </Modal>
    </Stack>
  );
}

interface ProposedProps {
  items: readonly RuleProposal[];
  because: string | undefined;
  take: (proposal: Omit<RuleProposal, 'times'>) => void;
}

function Proposed({ items, because, take }: ProposedProps) {
  const { t } = useTranslation('reconciliation');
  if (items.length === 0) return null;
  return (
    <section className="card padded" data-testid="rule-proposals">
      <Title order={2}>{t('rules.proposed')}</Title>
      <Text size="sm" className="muted" mb={8}>
        {t('rules.proposedText')}
      </Text>
      <ul className="matched">
        {items.map(({ times, ...proposal }) => (
          <li key={JSON.stringify(proposal)} data-testid="rule-proposal">
            <div style={{ minWidth: 0 }}>
              <Text className="wrap">
                {t('rules.sentence', { phrase: proposal.phrase })} → {t(`kind.${proposal.kind}`)} ·{' '}
                {targetOf(proposal, t)}
              </Text>
              <Text size="sm" className="muted">
                {t('rules.times', { count: times })}
              </Text>
            </div>
            <ActButton variant="default" size="xs" because={because} onClick={() => take(proposal)}>
              {t('rules.take')}
            </ActButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function draftOf({ phrase, direction, account, kind, targetId, mode }: Rule): RuleDraft {
  return { phrase, direction, account, kind, targetId, mode };
}
