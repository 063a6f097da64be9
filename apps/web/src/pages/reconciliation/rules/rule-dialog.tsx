import '../../../styles/forms.css';
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '../../../api/client';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { treasury } from '../treasury';
import { emptyRule, RuleForm } from './rule-form';

/** A rule from a line: its label without what changes from month to month. */
export function RuleDialog({ entry, opened, close }: { entry: string; opened: boolean; close: () => void }) {
  const { t } = useTranslation('reconciliation');
  const draft = useQuery({
    queryKey: ['rule-draft', entry],
    queryFn: () => answered(treasury.GET('/api/treasury/entries/{id}/rule-draft', { params: { path: { id: entry } } })),
    enabled: opened,
    placeholderData: undefined,
  });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('rules.fromLine')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Loaded query={draft} skeleton={<BlockSkeleton height={320} />}>
        {({ phrase, direction, kind, targetId }) => (
          <RuleForm
            draft={{
              ...emptyRule,
              phrase,
              direction,
              ...(kind && targetId && { kind: kind as typeof emptyRule.kind, targetId }),
            }}
            done={close}
          />
        )}
      </Loaded>
    </Modal>
  );
}
