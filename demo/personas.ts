/** Whose credentials the explorer offers. Members are told apart by the claim `custom:member_id` alone. */
import { personaMemberId, type PersonaName } from './members.ts';

export type DemoPersona = { readonly name: string; readonly about: string } & (
  | { readonly authMode: 'API_KEY' }
  | {
      readonly authMode: 'AMAZON_COGNITO_USER_POOLS';
      readonly username: string;
      readonly groups: readonly string[];
      readonly claims: Readonly<Record<string, string>>;
    }
  /** `role` is the name of the stack output that holds the role's ARN. */
  | { readonly authMode: 'AWS_IAM'; readonly role: string }
);

const member = (name: PersonaName, about: string): DemoPersona => ({
  name,
  about,
  authMode: 'AMAZON_COGNITO_USER_POOLS',
  username: name,
  groups: [],
  claims: { 'custom:member_id': personaMemberId(name), email: `${name}@example.com` },
});

const staff = (name: string, group: string, about: string): DemoPersona => ({
  name,
  about,
  authMode: 'AMAZON_COGNITO_USER_POOLS',
  username: name,
  groups: [group],
  claims: { email: `${name}@example.com` },
});

export const personas: readonly DemoPersona[] = [
  member('giulia', 'Cashmere member, at the Duomo'),
  member('marco', 'new member with 40 points'),
  member('sofia', 'member whose points expire soon'),
  member('luca', 'member who asked for erasure'),
  staff('redazione', 'editor', 'editor'),
  staff('assistenza', 'support', 'support desk'),
  staff('analista', 'analyst', 'analyst'),
  { name: 'pos-duomo', about: 'till at the Duomo, by IAM', authMode: 'AWS_IAM', role: 'PointOfSaleRole' },
  { name: 'public', about: 'everybody else, by API key', authMode: 'API_KEY' },
];
