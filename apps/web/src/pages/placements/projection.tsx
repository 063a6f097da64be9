import './words';
import '../../styles/forms.css';
import './placements.css';
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { projectionOf } from './api';
import { Block } from './block';
import { readPath } from './forward-path';
import { PlannedTable } from './planned-table';
import { ProjectionChart } from './projection-chart';
import { ProjectionTable } from './projection-table';

const HORIZONS = ['12', '24', '36', '60'];

/** What the fund may be able to grant over the months to come, under four courses of the rates. */
export default function ProjectionPage() {
  const { t } = useTranslation('placements');
  const [{ horizon = '24', trajectoire, vue }, change] = useFilters();
  const months = HORIZONS.includes(horizon) ? Number(horizon) : 24;
  const query = useQuery(projectionOf(months, readPath(trajectoire ?? '')));
  const isTable = vue === 'tableau';
  return (
    <Stack gap="md">
      <PageHeading title={t('projection.title')} subtitle={t('projection.subtitle')}>
        <Select
          aria-label={t('projection.months')}
          data={HORIZONS.map((value) => ({ value, label: t('projection.monthsText', { count: Number(value) }) }))}
          value={String(months)}
          allowDeselect={false}
          onChange={(next) => change({ horizon: next ?? undefined })}
          w={130}
        />
      </PageHeading>
      <Loaded query={query} skeleton={<BlockSkeleton height={420} />}>
        {(projection) => (
          <>
            <Block
              title={t('projection.chart')}
              about={t('projection.rule')}
              acts={
                <Button variant="default" size="xs" onClick={() => change({ vue: isTable ? undefined : 'tableau' })}>
                  {t(isTable ? 'projection.asChart' : 'projection.asTable')}
                </Button>
              }
              testid="projection"
            >
              {isTable ? <ProjectionTable projection={projection} /> : <ProjectionChart projection={projection} />}
              <ForwardPath given={trajectoire ?? ''} use={(path) => change({ trajectoire: path })} />
            </Block>
            <PlannedTable planned={projection.planned} />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

/** A path of rates, typed as months and rates. */
function ForwardPath({ given, use }: { given: string; use: (path: string | undefined) => void }) {
  const { t } = useTranslation('placements');
  const [text, setText] = useState(given);
  const [unread, setUnread] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = text.trim() === '';
    setUnread(!isEmpty && readPath(text) === undefined);
    if (isEmpty) use(undefined);
    else if (readPath(text) !== undefined) use(text.trim());
  };
  return (
    <form onSubmit={submit}>
      <Group align="end" gap="xs">
        <TextInput
          label={t('projection.forward')}
          description={t('projection.forwardHint')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={unread && t('projection.forwardUnread')}
          style={{ flex: '1 1 260px' }}
        />
        <Button type="submit" variant="default">
          {t('projection.forwardAct')}
        </Button>
      </Group>
      <Text component="output" className="visually-hidden">
        {unread && t('projection.forwardUnread')}
      </Text>
    </form>
  );
}
