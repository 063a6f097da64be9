import './words';
import './emergency.css';
import '../../styles/forms.css';
import { Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { fieldProblems } from '../../forms/field-problems';
import { useSession } from '../../session/session';
import { useBusinessDay } from '../../shell/business-day';
import { PageHeading } from '../../shell/page-heading';
import { fundApi, REFRESH, type Schemas } from './api';
import { CaseFields, type CaseForm, caseOf, useCaseForm } from './case-fields';
import { useConnection } from './offline';

/** A case in one screen; the Presidency's act calls for both proposals too. */
export default function NewCase() {
  const { t } = useTranslation('emergency');
  const { online } = useConnection();
  const { data: person } = useSession();
  const today = useBusinessDay() ?? '';
  const form = useCaseForm();
  const { mutate, isPending } = useOpening(form);
  const open = (callForProposals: boolean) =>
    form.onSubmit((values) => mutate({ ...caseOf(values, today), callForProposals }));
  const because = online ? undefined : t('decide.because.offline');
  return (
    <Stack gap="md" className="emergency-column">
      <PageHeading title={t('new.title')} />
      <form className="card padded emergency-form" onSubmit={open(true)} noValidate>
        <CaseFields form={form} today={today} />
        <div className="emergency-acts">
          <ActButton type="submit" size="lg" fullWidth explain because={because} loading={isPending}>
            {t('new.actCall')}
          </ActButton>
          <Text size="sm" className="muted">
            {t('new.callHint')}
          </Text>
          {!person?.roles.includes('presidency') && (
            <ActButton variant="default" fullWidth because={because} onClick={() => void open(false)()}>
              {t('new.act')}
            </ActButton>
          )}
        </div>
      </form>
    </Stack>
  );
}

/** Opens the case and goes to it; a refused field says why beside itself. */
function useOpening(form: CaseForm) {
  const { t } = useTranslation('emergency');
  const navigate = useNavigate();
  return useAct({
    send: (body: Schemas['OpenCaseDto'], headers) =>
      answered(fundApi.POST('/api/emergency-fund/cases', { body, headers })),
    refresh: REFRESH,
    done: ({ id }, { callForProposals }) => {
      void navigate({ to: `/urgence/dossiers/${id}` });
      return { title: t(callForProposals ? 'new.doneCall' : 'new.done') };
    },
    refused: (problem) => {
      const named = problem.code === 'INVALID_GLIDE' ? { glide: t('problem.INVALID_GLIDE') } : fieldProblems(problem);
      form.setErrors(named);
      return Object.keys(named).length > 0;
    },
  });
}
