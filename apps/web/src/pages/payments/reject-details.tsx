import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useSession } from '../../session/session';
import { masked } from './change-history';
import { asRead, type BankDetails, type Beneficiary, PAYEES, PAYMENTS, treasury } from './payments-api';

interface Props {
  beneficiary: Beneficiary;
  proposed: BankDetails;
}

/** Details that are wrong, or weren't the beneficiary's, go no further: those in force stay. */
export function RejectDetails({ beneficiary, proposed }: Props) {
  const { t } = useTranslation('payments');
  const { data: person } = useSession();
  const [opened, { open, close }] = useDisclosure();
  const act = useAct({
    send: (reason: string, headers) =>
      answered(
        treasury.POST('/api/treasury/beneficiaries/{id}/reject', {
          params: { path: { id: beneficiary.id } },
          body: { reason },
          headers: asRead(beneficiary, headers),
        }),
      ),
    refresh: [PAYEES, PAYMENTS],
    done: () => {
      close();
      return { title: t('payee.rejectDone') };
    },
  });
  const may = person?.roles.some((role) => role === 'finance-controller' || role === 'finance-officer');
  if (!may) return null;
  return (
    <>
      <ActButton variant="default" onClick={open}>
        {t('payee.reject')}
      </ActButton>
      <ConfirmAct
        opened={opened}
        close={close}
        title={t('payee.rejectTitle')}
        facts={[
          { label: t('approve.payee'), value: beneficiary.name },
          { label: t('approve.account'), value: masked(proposed) },
        ]}
        act={t('payee.rejectAct')}
        tone="grave"
        reason={t('payee.rejectReason')}
        pending={act.isPending}
        confirm={(reason) => act.mutate(reason)}
      />
    </>
  );
}
