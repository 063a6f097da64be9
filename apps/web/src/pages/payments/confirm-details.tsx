import { Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useSession } from '../../session/session';
import { masked, numberOf } from './change-history';
import { asRead, type BankDetails, type Beneficiary, PAYEES, PAYMENTS, treasury } from './payments-api';

interface Props {
  beneficiary: Beneficiary;
  proposed: BankDetails;
}

/** A second person confirms what the first one entered, seeing what it replaces. */
export function ConfirmDetails({ beneficiary, proposed }: Props) {
  const { t } = useTranslation('payments');
  const { data: person } = useSession();
  const [opened, { open, close }] = useDisclosure();
  const act = useAct({
    send: (one: Beneficiary, headers) =>
      answered(
        treasury.POST('/api/treasury/beneficiaries/{id}/confirm', {
          params: { path: { id: one.id } },
          headers: asRead(one, headers),
        }),
      ),
    refresh: [PAYEES, PAYMENTS],
    done: () => {
      close();
      return { title: t('payee.confirmDone') };
    },
  });
  if (!person?.roles.includes('finance-controller')) return null;
  const own = beneficiary.proposedBy === person.id;
  const { details } = beneficiary;
  return (
    <>
      <ActButton because={own ? t('payee.own') : undefined} onClick={open}>
        {t('payee.confirm')}
      </ActButton>
      <ConfirmAct
        opened={opened}
        close={close}
        title={t('payee.confirmTitle')}
        facts={[
          { label: t('approve.payee'), value: beneficiary.name },
          { label: t('payee.before_label'), value: details ? masked(details) : '—' },
          { label: t('payee.after_label'), value: <span className="wrap">{numberOf(proposed)}</span> },
          { label: t('payee.bic'), value: proposed.bic ?? '—' },
          ...(proposed.holder ? [{ label: t('payee.holder'), value: proposed.holder }] : []),
        ]}
        act={t('payee.confirmAct', { account: masked(proposed) })}
        pending={act.isPending}
        confirm={() => act.mutate(beneficiary)}
      >
        <Text size="sm">{t('payee.confirmHint')}</Text>
        {details && (
          <Text size="sm" className="muted">
            {t('payee.confirmEffect')}
          </Text>
        )}
      </ConfirmAct>
    </>
  );
}
