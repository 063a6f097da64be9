import { SimpleGrid, Stack } from '@mantine/core';
import { BlockSkeleton } from '../../states/states';

export function OverviewSkeleton() {
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: 'xs', sm: 'sm' }}>
        {[0, 1, 2, 3].map((index) => (
          <BlockSkeleton key={index} height={118} />
        ))}
      </SimpleGrid>
      <BlockSkeleton height={46} />
      <BlockSkeleton height={720} />
    </Stack>
  );
}
