/** The table's two key attributes, for typed key conditions. */
export type TableKey = { pk: string; sk: string };

/** The two of the index. */
export type IndexKey = { gsi1pk: string; gsi1sk: string };
