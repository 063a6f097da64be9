import { topics } from '@abonde/contracts';
import { deadLetterTopic, declaredTopics } from './topic-declaration';

describe('the declaration of topics', () => {
  const declared = declaredTopics();

  it('holds every topic of the catalogue with its dead letters, and nothing else', () => {
    const expected = topics.flatMap((topic) => [topic, deadLetterTopic(topic)]);
    expect(declared.map(({ name }) => name).sort()).toEqual([...expected].sort());
  });

  it('keeps everything for ever', () => {
    for (const { config } of declared) {
      expect(config).toMatchObject({ 'retention.ms': '-1', 'retention.bytes': '-1', 'cleanup.policy': 'delete' });
    }
  });
});
