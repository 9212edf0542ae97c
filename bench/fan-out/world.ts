/** What every server of `bench/fan-out.ts` serves: one mutation that tells the subscribers of a topic. */

export const SCHEMA = `
type Query {
  hello: String
}
type Mutation {
  publish(topic: ID!, sequence: Int!): Change
}
type Change {
  topic: ID!
  sequence: Int
  text: String
}
`;

/** Each server spells the link between mutation and subscription its own way. */
export const subscriptionType = (directive = ''): string => `
type Subscription {
  onChange(topic: ID!): Change ${directive}
}
`;

export const TEXT = 'A reward of the programme changed: 40 of 100 are left, from 1,200 points.';

export interface Change {
  readonly topic: string;
  readonly sequence: number;
  readonly text: string;
}

export const changeOf = (topic: string, sequence: number): Change => ({ topic, sequence, text: TEXT });

export const SUBSCRIPTION = 'subscription OnChange($topic: ID!) { onChange(topic: $topic) { topic sequence text } }';
export const MUTATION =
  'mutation Publish($topic: ID!, $sequence: Int!) { publish(topic: $topic, sequence: $sequence) { topic sequence text } }';

export interface Scenario {
  readonly title: string;
  readonly subscribers: number;
  /** Subscribers are spread evenly over them. */
  readonly topics: number;
  /** Connects and subscribes only: what a socket costs that waits. */
  readonly isIdle?: boolean;
}

export const SCENARIOS: readonly Scenario[] = [
  { title: '100 subscribers of one topic', subscribers: 100, topics: 1 },
  { title: '1,000 subscribers of one topic', subscribers: 1_000, topics: 1 },
  { title: '5,000 subscribers of one topic', subscribers: 5_000, topics: 1 },
  { title: '5,000 subscribers of 5,000 topics', subscribers: 5_000, topics: 5_000 },
  { title: '10,000 idle subscribers', subscribers: 10_000, topics: 10_000, isIdle: true },
];

/** What the load is told, as one JSON argument. */
export interface LoadOrder {
  readonly port: number;
  readonly serverPid: number;
  readonly dialect: 'appsync' | 'graphql-transport-ws';
  readonly apiKey: string;
  readonly subscribers: number;
  readonly topics: number;
  readonly pacedSeconds: number;
  readonly sustainedSeconds: number;
}

/** What the load prints; of idle subscribers, the memory alone. Null where the system does not tell. */
export interface LoadResult {
  /** From sending a mutation to the last delivery, one mutation at a time. */
  readonly lastP50Ms: number | null;
  readonly lastP99Ms: number | null;
  readonly deliveriesPerSecond: number | null;
  readonly bytesPerDelivery: number | null;
  readonly cpuMicros: number | null;
  readonly bytesPerSocket: number | null;
}
