/** The table's two key attributes, for typed key conditions. */
export type TableKey = { pk: string; sk: string };

export type FeedIndexKey = { gsi1pk: string; gsi1sk: string };

export type AllIndexKey = { gsi2pk: string; gsi2sk: string };
