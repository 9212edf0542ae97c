import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  AWSDate: { input: string; output: string; }
  AWSDateTime: { input: string; output: string; }
  AWSEmail: { input: string; output: string; }
  AWSIPAddress: { input: string; output: string; }
  AWSJSON: { input: unknown; output: unknown; }
  AWSPhone: { input: string; output: string; }
  AWSTime: { input: string; output: string; }
  AWSTimestamp: { input: number; output: number; }
  AWSURL: { input: string; output: string; }
};

export type AcceptedPayload = {
  /** How many were taken; the rest may be sent again. */
  readonly accepted: Scalars['Int']['output'];
};

/** Something happened to a member's account. Delivered at most once: compare `version` and read `me` again after a gap. */
export type AccountChange = {
  readonly amount: Scalars['Int']['output'];
  readonly available: Scalars['Int']['output'];
  readonly kind: LedgerKind;
  readonly memberId: Scalars['ID']['output'];
  readonly occurredAt: Scalars['AWSDateTime']['output'];
  readonly redemptionId: Maybe<Scalars['ID']['output']>;
  readonly tierId: Maybe<Scalars['ID']['output']>;
  readonly version: Scalars['Int']['output'];
};

/** Has the fields of `AccountChange`. */
export type AccountChangeInput = {
  readonly amount: Scalars['Int']['input'];
  readonly available: Scalars['Int']['input'];
  readonly kind: LedgerKind;
  readonly memberId: Scalars['ID']['input'];
  readonly occurredAt: Scalars['AWSDateTime']['input'];
  readonly redemptionId?: InputMaybe<Scalars['ID']['input']>;
  readonly tierId?: InputMaybe<Scalars['ID']['input']>;
  readonly version: Scalars['Int']['input'];
};

/** A correction by the support desk. */
export type AdjustPointsInput = {
  /** Signed, not 0, -1,000,000..1,000,000. */
  readonly amount: Scalars['Int']['input'];
  readonly idempotencyKey: Scalars['ID']['input'];
  readonly memberId: Scalars['ID']['input'];
  readonly reason: AdjustmentReason;
};

export type AdjustmentReason =
  | 'CORRECTION'
  | 'FRAUD'
  | 'GOODWILL'
  | 'MISSING_PURCHASE';

/** Stock as last counted; `redeemReward` decides on the exact count. */
export type Availability = {
  readonly asOf: Scalars['AWSDateTime']['output'];
  readonly remainingApprox: Maybe<Scalars['Int']['output']>;
  readonly soldOut: Scalars['Boolean']['output'];
  readonly unlimited: Scalars['Boolean']['output'];
};

/** A radio beacon (iBeacon) inside a place. */
export type Beacon = {
  readonly major: Scalars['Int']['output'];
  readonly minor: Scalars['Int']['output'];
  readonly placeId: Scalars['ID']['output'];
  /** Signal strength at one metre. */
  readonly txPowerDbm: Scalars['Int']['output'];
  readonly uuid: Scalars['ID']['output'];
  readonly zone: Scalars['String']['output'];
};

export type BeaconInput = {
  /** 0..65,535. */
  readonly major: Scalars['Int']['input'];
  /** 0..65,535. */
  readonly minor: Scalars['Int']['input'];
  /** -100..20. */
  readonly txPowerDbm: Scalars['Int']['input'];
  /** 36 characters, as in RFC 9562. */
  readonly uuid: Scalars['ID']['input'];
  /** 1..64 characters: `entrance`, `fitting-room` … */
  readonly zone: Scalars['String']['input'];
};

export type BeaconSightingInput = {
  readonly major: Scalars['Int']['input'];
  readonly minor: Scalars['Int']['input'];
  /** -75 or stronger counts as being inside. */
  readonly rssiDbm: Scalars['Int']['input'];
  readonly uuid: Scalars['ID']['input'];
};

/** How sure a fix is that the member is inside: from its accuracy against the geofence, or by a beacon. */
export type Confidence =
  | 'HIGH'
  | 'LOW'
  | 'MEDIUM'
  | 'NONE';

export type Consent = {
  readonly at: Scalars['AWSDateTime']['output'];
  readonly granted: Scalars['Boolean']['output'];
  readonly purpose: ConsentPurpose;
  readonly source: Scalars['String']['output'];
  readonly textVersion: Scalars['String']['output'];
};

export type ConsentPayload = {
  readonly consent: Maybe<Consent>;
  /** True when the same request was answered before: nothing changed this time. */
  readonly replayed: Scalars['Boolean']['output'];
  readonly userErrors: ReadonlyArray<UserError>;
};

export type ConsentPurpose =
  | 'LEADERBOARD'
  | 'LOCATION'
  | 'MARKETING'
  | 'PROFILING';

/** A published item, in the language asked for or the one that it fell back to. */
export type Content = {
  /** Markdown. */
  readonly body: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly image: Maybe<Scalars['AWSURL']['output']>;
  readonly places: ReadonlyArray<Scalars['ID']['output']>;
  readonly publishedAt: Scalars['AWSDateTime']['output'];
  readonly related: ReadonlyArray<ContentCard>;
  readonly requestedLocale: Locale;
  readonly resolvedLocale: Locale;
  readonly slug: Scalars['String']['output'];
  readonly summary: Maybe<Scalars['String']['output']>;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  readonly title: Scalars['String']['output'];
  readonly type: ContentType;
  /** Which text of a running experiment this is, to be sent along with impressions; null when there is no experiment. */
  readonly variant: Maybe<Scalars['String']['output']>;
  readonly version: Scalars['Int']['output'];
  readonly visibleFrom: Maybe<Scalars['AWSDateTime']['output']>;
  readonly visibleTo: Maybe<Scalars['AWSDateTime']['output']>;
};

/** What a list shows of an item. */
export type ContentCard = {
  readonly id: Scalars['ID']['output'];
  readonly image: Maybe<Scalars['AWSURL']['output']>;
  readonly priority: Scalars['Int']['output'];
  readonly publishedAt: Scalars['AWSDateTime']['output'];
  readonly resolvedLocale: Locale;
  readonly summary: Maybe<Scalars['String']['output']>;
  readonly title: Scalars['String']['output'];
  readonly type: ContentType;
  /** Which text of a running experiment this is, to be sent along with impressions; null when there is no experiment. */
  readonly variant: Maybe<Scalars['String']['output']>;
};

export type ContentCardConnection = {
  readonly nodes: ReadonlyArray<ContentCard>;
  readonly pageInfo: PageInfo;
};

/**
 * A published item is new, has another version, or is there no more: taken back, or not for those any more who heard of it before. Nobody
 * hears of it before its window begins.
 */
export type ContentChange = {
  readonly contentId: Scalars['ID']['output'];
  /** Everybody may read it. Callers without an account hear of nothing else. */
  readonly isPublic: Scalars['Boolean']['output'];
  readonly locale: Locale;
  readonly minTierRank: Scalars['Int']['output'];
  /** An item about several places, or for readers at several places, changes once for each. */
  readonly placeId: Maybe<Scalars['ID']['output']>;
  readonly publishedAt: Scalars['AWSDateTime']['output'];
  /** PUBLISHED or UNPUBLISHED. */
  readonly status: ContentStatus;
  /** Null when not every reader of that level may see it now. */
  readonly title: Maybe<Scalars['String']['output']>;
  readonly type: ContentType;
  readonly version: Scalars['Int']['output'];
};

export type ContentChangeInput = {
  readonly contentId: Scalars['ID']['input'];
  readonly isPublic: Scalars['Boolean']['input'];
  readonly locale: Locale;
  readonly minTierRank: Scalars['Int']['input'];
  readonly placeId?: InputMaybe<Scalars['ID']['input']>;
  readonly publishedAt: Scalars['AWSDateTime']['input'];
  readonly status: ContentStatus;
  readonly title?: InputMaybe<Scalars['String']['input']>;
  readonly type: ContentType;
  readonly version: Scalars['Int']['input'];
};

/**
 * The editor's view of an item: with the texts of `contentPreview`, all that `saveContent` takes. A save replaces every setting, so send
 * back those that shall stay.
 */
export type ContentDraft = {
  readonly experiment: Maybe<Experiment>;
  /** Number of the newest version; send it back as `expectedHead`. */
  readonly head: Scalars['Int']['output'];
  readonly id: Scalars['ID']['output'];
  /** Languages of the newest version. */
  readonly locales: ReadonlyArray<Locale>;
  readonly placeIds: ReadonlyArray<Scalars['ID']['output']>;
  readonly priority: Scalars['Int']['output'];
  readonly publishedAt: Maybe<Scalars['AWSDateTime']['output']>;
  /** The version that readers see. */
  readonly publishedVersion: Maybe<Scalars['Int']['output']>;
  readonly relatedIds: ReadonlyArray<Scalars['ID']['output']>;
  /** When the clock will publish it. */
  readonly scheduledAt: Maybe<Scalars['AWSDateTime']['output']>;
  readonly slug: Scalars['String']['output'];
  readonly status: ContentStatus;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  readonly targeting: Maybe<Targeting>;
  readonly type: ContentType;
  /** When the clock will take it back: the earlier of its window's end and the expiry that an editor set. */
  readonly unpublishAt: Maybe<Scalars['AWSDateTime']['output']>;
  readonly updatedAt: Scalars['AWSDateTime']['output'];
  readonly updatedBy: Scalars['String']['output'];
  /** All that were ever saved, newest first. `first` is 1..20. */
  readonly versions: ContentVersionConnection;
  readonly visibleFrom: Maybe<Scalars['AWSDateTime']['output']>;
  readonly visibleTo: Maybe<Scalars['AWSDateTime']['output']>;
};


/**
 * The editor's view of an item: with the texts of `contentPreview`, all that `saveContent` takes. A save replaces every setting, so send
 * back those that shall stay.
 */
export type ContentDraftVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ContentPayload = {
  readonly content: Maybe<ContentDraft>;
  /** True when this request was carried out before and its first answer is given again. */
  readonly replayed: Scalars['Boolean']['output'];
  readonly userErrors: ReadonlyArray<UserError>;
};

/** DRAFT -> IN_REVIEW -> SCHEDULED or PUBLISHED -> UNPUBLISHED -> DRAFT; anything that is neither SCHEDULED nor PUBLISHED can be ARCHIVED. */
export type ContentStatus =
  /** The end: nothing leads out of it. */
  | 'ARCHIVED'
  | 'DRAFT'
  | 'IN_REVIEW'
  | 'PUBLISHED'
  /** Will be published by the clock. */
  | 'SCHEDULED'
  | 'UNPUBLISHED';

export type ContentType =
  | 'ARTICLE'
  | 'CARD'
  | 'EVENT'
  | 'GUIDE'
  | 'OFFER';

/** A version as it was saved; it never changes. Its texts are in `contentPreview`, and `restoreContent` copies it. */
export type ContentVersion = {
  readonly author: Scalars['String']['output'];
  readonly createdAt: Scalars['AWSDateTime']['output'];
  readonly experiment: Maybe<Experiment>;
  readonly locales: ReadonlyArray<Locale>;
  readonly placeIds: ReadonlyArray<Scalars['ID']['output']>;
  readonly priority: Scalars['Int']['output'];
  readonly relatedIds: ReadonlyArray<Scalars['ID']['output']>;
  readonly slug: Scalars['String']['output'];
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  readonly targeting: Maybe<Targeting>;
  /** The Italian one, if there is one. */
  readonly title: Scalars['String']['output'];
  readonly type: ContentType;
  /** From 1 on, without gaps. */
  readonly version: Scalars['Int']['output'];
  readonly visibleFrom: Maybe<Scalars['AWSDateTime']['output']>;
  readonly visibleTo: Maybe<Scalars['AWSDateTime']['output']>;
};

export type ContentVersionConnection = {
  readonly nodes: ReadonlyArray<ContentVersion>;
  readonly pageInfo: PageInfo;
};

export type Experiment = {
  readonly key: Scalars['String']['output'];
  readonly variants: ReadonlyArray<ExperimentVariant>;
};

/** A reader stays in one variant as long as `key` is the same. */
export type ExperimentInput = {
  readonly key: Scalars['String']['input'];
  readonly variants: ReadonlyArray<VariantInput>;
};

export type ExperimentVariant = {
  readonly key: Scalars['String']['output'];
  /** Per cent of readers. */
  readonly share: Scalars['Int']['output'];
  readonly texts: ReadonlyArray<VariantText>;
};

export type ImpressionInput = {
  /** When, by the phone's clock: at most 7 days ago, and at most 5 minutes ahead. Another one is a `BadRequest`, and nothing of the call is taken. */
  readonly at: Scalars['AWSDateTime']['input'];
  readonly contentId: Scalars['ID']['input'];
  /** Made by the client once for each impression, and sent again on a retry: each counts once. */
  readonly idempotencyKey: Scalars['ID']['input'];
  readonly kind: ImpressionKind;
  readonly placeId?: InputMaybe<Scalars['ID']['input']>;
  /** As the card or the item said. */
  readonly variant?: InputMaybe<Scalars['String']['input']>;
};

export type ImpressionKind =
  /** It was on the screen. */
  | 'IMPRESSION'
  /** It was opened. */
  | 'OPEN';

/** A position on Earth in degrees (WGS84). */
export type LatLng = {
  readonly lat: Scalars['Float']['output'];
  readonly lng: Scalars['Float']['output'];
};

/** A position on Earth in degrees (WGS84): `lat` -90..90, `lng` -180..180. */
export type LatLngInput = {
  readonly lat: Scalars['Float']['input'];
  readonly lng: Scalars['Float']['input'];
};

/** One change of a balance. Never altered, never removed. */
export type LedgerEntry = {
  /** Signed: what the change did to `available`. */
  readonly amount: Scalars['Int']['output'];
  readonly balanceAfter: Scalars['Int']['output'];
  readonly id: Scalars['ID']['output'];
  readonly kind: LedgerKind;
  readonly occurredAt: Scalars['AWSDateTime']['output'];
  readonly orderId: Maybe<Scalars['ID']['output']>;
  readonly placeId: Maybe<Scalars['ID']['output']>;
  /** A code, never free text about a person: `PURCHASE`, `REDEMPTION`, `GOODWILL` … */
  readonly reason: Scalars['String']['output'];
  readonly recordedAt: Scalars['AWSDateTime']['output'];
  readonly redemptionId: Maybe<Scalars['ID']['output']>;
  readonly ruleIds: ReadonlyArray<Scalars['ID']['output']>;
  /** 1, 2, 3 … without gaps for each member. */
  readonly seq: Scalars['Int']['output'];
  /** The stay that was paid for; null for what no presence earned, and for entries from before it was kept. */
  readonly visitId: Maybe<Scalars['ID']['output']>;
};

export type LedgerEntryConnection = {
  readonly nodes: ReadonlyArray<LedgerEntry>;
  readonly pageInfo: PageInfo;
};

export type LedgerKind =
  | 'ADJUST'
  | 'CAPTURE'
  | 'EARN';

/** Languages that content is published in. A missing translation falls back to `it`. */
export type Locale =
  | 'en'
  | 'it';

/** A customer in the loyalty programme, with the balance, the tier and the consents of one moment. */
export type Member = {
  readonly account: PointsAccount;
  readonly consents: ReadonlyArray<Consent>;
  readonly displayName: Maybe<Scalars['String']['output']>;
  readonly email: Maybe<Scalars['AWSEmail']['output']>;
  readonly enrolledAt: Scalars['AWSDateTime']['output'];
  /** Points that expire, soonest first: up to and including `before` when it is given. */
  readonly expiringPoints: ReadonlyArray<PointsLot>;
  readonly id: Scalars['ID']['output'];
  /** Every change of the balance, newest first; `first` is 1..100. */
  readonly ledger: LedgerEntryConnection;
  readonly locale: Locale;
  /** Rewards taken, newest first; `first` is 1..100. */
  readonly redemptions: RedemptionConnection;
  readonly status: MemberStatus;
  readonly tier: TierStatus;
  /** Stays at places, newest first; `first` is 1..100. A visit is kept for 13 months. */
  readonly visits: VisitConnection;
};


/** A customer in the loyalty programme, with the balance, the tier and the consents of one moment. */
export type MemberExpiringPointsArgs = {
  before?: InputMaybe<Scalars['AWSDate']['input']>;
};


/** A customer in the loyalty programme, with the balance, the tier and the consents of one moment. */
export type MemberLedgerArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A customer in the loyalty programme, with the balance, the tier and the consents of one moment. */
export type MemberRedemptionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<RedemptionStatus>;
};


/** A customer in the loyalty programme, with the balance, the tier and the consents of one moment. */
export type MemberVisitsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type MemberStatus =
  | 'ACTIVE'
  | 'ERASED'
  | 'ERASURE_REQUESTED'
  | 'SUSPENDED';

export type Mutation = {
  /** Adds or takes points by hand. */
  readonly adjustPoints: PointsPayload;
  /** Called by the stream publisher alone; changes nothing, reaches the subscribers of `onAccountChange`. */
  readonly publishAccountChange: Maybe<AccountChange>;
  /** For the stream publisher: tells subscribers, and changes nothing. */
  readonly publishContentChange: Maybe<ContentChange>;
  /** Called by the stream publisher alone; changes nothing, reaches the subscribers of `onPlacePresence`. */
  readonly publishPlacePresence: Maybe<PlacePresence>;
  /** What readers saw and opened, 1..10 at a time. */
  readonly recordImpressions: AcceptedPayload;
  /** Books the points that a purchase earns. For tills and shops. */
  readonly recordPurchase: PointsPayload;
  /** Spends the signed-in member's points on a reward. */
  readonly redeemReward: RedemptionPayload;
  /** Tells where the signed-in member is. Needs the LOCATION consent: without it nothing is stored. */
  readonly reportPosition: PositionPayload;
  /** Makes an old version the newest one again, as a copy. */
  readonly restoreContent: ContentPayload;
  /** Writes a new version. A published item goes on showing its published one. */
  readonly saveContent: ContentPayload;
  /** Makes or changes a place, and keeps the grid that finds it. */
  readonly savePlace: PlacePayload;
  /**
   * Grants or withdraws a consent of the signed-in member; each change stays in the history. Taking back LOCATION ends open visits and
   * removes the last position, presences and answers of reports; visits that were made stay.
   */
  readonly setConsent: ConsentPayload;
  readonly transitionContent: ContentPayload;
};


export type MutationAdjustPointsArgs = {
  input: AdjustPointsInput;
};


export type MutationPublishAccountChangeArgs = {
  input: AccountChangeInput;
};


export type MutationPublishContentChangeArgs = {
  input: ContentChangeInput;
};


export type MutationPublishPlacePresenceArgs = {
  input: PlacePresenceInput;
};


export type MutationRecordImpressionsArgs = {
  events: ReadonlyArray<ImpressionInput>;
};


export type MutationRecordPurchaseArgs = {
  input: RecordPurchaseInput;
};


export type MutationRedeemRewardArgs = {
  input: RedeemRewardInput;
};


export type MutationReportPositionArgs = {
  input: ReportPositionInput;
};


export type MutationRestoreContentArgs = {
  input: RestoreContentInput;
};


export type MutationSaveContentArgs = {
  input: SaveContentInput;
};


export type MutationSavePlaceArgs = {
  input: SavePlaceInput;
};


export type MutationSetConsentArgs = {
  input: SetConsentInput;
};


export type MutationTransitionContentArgs = {
  input: TransitionContentInput;
};

/** What is here for me, now. The position asked about is stored nowhere. */
export type NearbyExperience = {
  readonly at: Scalars['AWSDateTime']['output'];
  readonly balance: Scalars['Int']['output'];
  /** Nearest first. */
  readonly places: ReadonlyArray<NearbyPlace>;
  readonly tier: Tier;
  /** True when places within the radius may be missing. */
  readonly truncated: Scalars['Boolean']['output'];
};

export type NearbyPlace = {
  /** Published for me at this place, of whatever age, at most 10: out of the 12 bound to it that have the highest priority, the newer first. */
  readonly content: ReadonlyArray<ContentCard>;
  /** By the place's own clock; null when its hours are unknown. */
  readonly openNow: Maybe<Scalars['Boolean']['output']>;
  readonly place: PlaceHit;
  /** At most 10, what I can take first: out of the 30 dearest in the programme that cost up to 1.5 times my balance, or 200 points if that is more. */
  readonly rewards: ReadonlyArray<NearbyReward>;
};

export type NearbyReward = {
  /** Why not, by the same rule that `redeemReward` follows. */
  readonly blockedBy: Maybe<UserErrorCode>;
  readonly pointsMissing: Scalars['Int']['output'];
  /** What `redeemReward` would answer now, as far as the stock was last counted. */
  readonly redeemable: Scalars['Boolean']['output'];
  readonly reward: Reward;
};

/** One page of a list. Ask for the next one by passing `endCursor` as `after`. */
export type PageInfo = {
  /** Opaque; valid only for the field that gave it. Null on the last page. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** True when a next page may exist; that page can turn out empty. */
  readonly hasNextPage: Scalars['Boolean']['output'];
};

/** A physical location with a circular geofence. */
export type Place = {
  readonly address: Maybe<Scalars['String']['output']>;
  readonly center: LatLng;
  /** Seconds inside the geofence after which a visit counts as a stay. */
  readonly dwellThresholdS: Scalars['Int']['output'];
  readonly id: Scalars['ID']['output'];
  readonly kind: PlaceKind;
  readonly name: Scalars['String']['output'];
  /** By weekday, local time: `{"mon": [["10:00", "19:30"]], …}`. */
  readonly openingHours: Maybe<Scalars['AWSJSON']['output']>;
  /** Radius of the geofence in metres. */
  readonly radiusM: Scalars['Int']['output'];
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /** IANA name. */
  readonly timezone: Scalars['String']['output'];
};

export type PlaceHit = {
  readonly center: LatLng;
  /** From the position asked about to the centre, in metres. */
  readonly distanceM: Scalars['Int']['output'];
  /** True when the position is within the geofence. */
  readonly inside: Scalars['Boolean']['output'];
  readonly kind: PlaceKind;
  readonly name: Scalars['String']['output'];
  readonly placeId: Scalars['ID']['output'];
  readonly radiusM: Scalars['Int']['output'];
};

export type PlaceHits = {
  /** The grid level that was read: 17, 15, 13 or 11. */
  readonly cellLevel: Scalars['Int']['output'];
  readonly nodes: ReadonlyArray<PlaceHit>;
  /** True when places may be missing: more than `first`, more than a cell document holds, or cells that a busy table left unread: ask again. */
  readonly truncated: Scalars['Boolean']['output'];
};

export type PlaceKind =
  | 'OUTLET'
  | 'PARTNER'
  | 'POPUP'
  | 'STORE';

export type PlacePayload = {
  readonly place: Maybe<Place>;
  /** True when the same request was answered before: nothing changed this time. */
  readonly replayed: Scalars['Boolean']['output'];
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Somebody came, stayed or went. Tells how many, never who. */
export type PlacePresence = {
  /** Members inside after it. */
  readonly insideNow: Scalars['Int']['output'];
  readonly occurredAt: Scalars['AWSDateTime']['output'];
  readonly placeId: Scalars['ID']['output'];
  readonly type: PresenceEventType;
};

/** Has the fields of `PlacePresence`. */
export type PlacePresenceInput = {
  readonly insideNow: Scalars['Int']['input'];
  readonly occurredAt: Scalars['AWSDateTime']['input'];
  readonly placeId: Scalars['ID']['input'];
  readonly type: PresenceEventType;
};

/** The balance. Points are whole numbers. */
export type PointsAccount = {
  readonly asOf: Scalars['AWSDateTime']['output'];
  /** Points that can be spent now. */
  readonly available: Scalars['Int']['output'];
  readonly lifetimeEarned: Scalars['Int']['output'];
  readonly lifetimeRedeemed: Scalars['Int']['output'];
  readonly memberId: Scalars['ID']['output'];
  /** Points taken back after they had been spent; while above 0, `available` is 0. */
  readonly owed: Scalars['Int']['output'];
  /** Points earned that are not yet spendable. */
  readonly pending: Scalars['Int']['output'];
  /** Points held for a reservation. */
  readonly reserved: Scalars['Int']['output'];
  /** Grows by one with each change: a subscriber that misses a number reads `me` again. */
  readonly version: Scalars['Int']['output'];
};

/** All points of a member that expire on one date. */
export type PointsLot = {
  readonly expiresOn: Scalars['AWSDate']['output'];
  readonly remaining: Scalars['Int']['output'];
};

export type PointsPayload = {
  readonly account: Maybe<PointsAccount>;
  readonly entry: Maybe<LedgerEntry>;
  /** True when the same request was answered before: nothing changed this time. */
  readonly replayed: Scalars['Boolean']['output'];
  readonly userErrors: ReadonlyArray<UserError>;
};

export type PositionPayload = {
  /** The balance after the report; null when it was refused. */
  readonly account: Maybe<PointsAccount>;
  /** In the order in which they happened. */
  readonly events: ReadonlyArray<PresenceEvent>;
  /** When the next report is worth its battery. */
  readonly nextReportInS: Scalars['Int']['output'];
  /** True when the same request was answered before: nothing changed this time. */
  readonly replayed: Scalars['Boolean']['output'];
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What happened to the member at a place, by the report just made. */
export type PresenceEvent = {
  /** The points that it earned. */
  readonly award: Maybe<LedgerEntry>;
  /** Why it earned none although a rule would have given points: `CAP_REACHED` when they were given before, be it for another event of this report. */
  readonly awardSkipped: Maybe<UserErrorCode>;
  readonly confidence: Confidence;
  /** Seconds since the visit began. */
  readonly durationS: Maybe<Scalars['Int']['output']>;
  /** The same for the same event, however often it is reported. */
  readonly id: Scalars['ID']['output'];
  readonly memberId: Scalars['ID']['output'];
  readonly occurredAt: Scalars['AWSDateTime']['output'];
  readonly placeId: Scalars['ID']['output'];
  readonly type: PresenceEventType;
  readonly visitId: Scalars['ID']['output'];
  /** Beacon zones first heard in this visit: one with `ZONE_REACHED`, those on the way in with `ENTERED`, else none. */
  readonly zones: ReadonlyArray<Scalars['String']['output']>;
};

export type PresenceEventType =
  /** Inside for as long as the place's threshold says. */
  | 'DWELLED'
  | 'ENTERED'
  | 'EXITED'
  /** Within a visit: the beacon of a zone was heard from near for the first time. Told to the member alone. */
  | 'ZONE_REACHED';

export type PurchaseLineInput = {
  readonly amountCents: Scalars['Int']['input'];
  readonly category?: InputMaybe<Scalars['String']['input']>;
  readonly quantity: Scalars['Int']['input'];
  readonly sku: Scalars['String']['input'];
};

export type Query = {
  /** A beacon by what it sends; null when it is none of ours. */
  readonly beacon: Maybe<Beacon>;
  /** A published item, when the caller may read it now; null otherwise. `visitorId` keeps a reader without an account in one variant. */
  readonly content: Maybe<Content>;
  /** The same by slug; a slug that was once published keeps leading to its item. */
  readonly contentBySlug: Maybe<Content>;
  readonly contentDraft: Maybe<ContentDraft>;
  /** Published cards that are open to everybody, newest first: of one type, with one tag, or all. `first` is 1..100. */
  readonly contentFeed: ContentCardConnection;
  /**
   * A version as readers would get it, with the cards that are published now; the newest without `version`. `variant` shows the words of
   * one of its experiment's variants; without it the item is as it is.
   */
  readonly contentPreview: Maybe<Content>;
  /** The signed-in member. */
  readonly me: Member;
  /** Any member, for the support desk and for services. */
  readonly member: Maybe<Member>;
  /** Published cards that the signed-in member may read now, newest first; `placeId` is where the member is. Ask for `first` 1..60 at a time. */
  readonly myFeed: ContentCardConnection;
  /** Places around a position with the content and the rewards for the signed-in member. `radiusM` is 50..10,000, `first` is 1..20. */
  readonly nearbyExperience: NearbyExperience;
  readonly place: Maybe<Place>;
  /** Visits that began at a place on one day by its own clock, newest first, without saying whose they are; `first` is 1..100. */
  readonly placeVisits: VisitConnection;
  /** Places around a position, nearest first. `radiusM` is 50..2,000, `first` is 1..100. */
  readonly placesNear: PlaceHits;
  /** The tiers of the programme, lowest first. */
  readonly program: ReadonlyArray<Tier>;
  readonly reward: Maybe<Reward>;
  /** The catalogue, cheapest first; `first` is 1..100. */
  readonly rewards: RewardConnection;
};


export type QueryBeaconArgs = {
  major: Scalars['Int']['input'];
  minor: Scalars['Int']['input'];
  uuid: Scalars['ID']['input'];
};


export type QueryContentArgs = {
  id: Scalars['ID']['input'];
  locale?: InputMaybe<Locale>;
  placeId?: InputMaybe<Scalars['ID']['input']>;
  visitorId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryContentBySlugArgs = {
  locale?: InputMaybe<Locale>;
  placeId?: InputMaybe<Scalars['ID']['input']>;
  slug: Scalars['String']['input'];
  visitorId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryContentDraftArgs = {
  id: Scalars['ID']['input'];
};


export type QueryContentFeedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  locale?: InputMaybe<Locale>;
  tag?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<ContentType>;
  visitorId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryContentPreviewArgs = {
  id: Scalars['ID']['input'];
  locale?: InputMaybe<Locale>;
  variant?: InputMaybe<Scalars['String']['input']>;
  version?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryMemberArgs = {
  id: Scalars['ID']['input'];
};


export type QueryMyFeedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  locale?: InputMaybe<Locale>;
  placeId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryNearbyExperienceArgs = {
  at: LatLngInput;
  first?: InputMaybe<Scalars['Int']['input']>;
  locale?: InputMaybe<Locale>;
  radiusM?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPlaceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPlaceVisitsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  day: Scalars['AWSDate']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  placeId: Scalars['ID']['input'];
};


export type QueryPlacesNearArgs = {
  center: LatLngInput;
  first?: InputMaybe<Scalars['Int']['input']>;
  radiusM?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRewardArgs = {
  id: Scalars['ID']['input'];
  locale?: InputMaybe<Locale>;
};


export type QueryRewardsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  locale?: InputMaybe<Locale>;
  maxPoints?: InputMaybe<Scalars['Int']['input']>;
};

/** A purchase reported by a till or a web shop. */
export type RecordPurchaseInput = {
  /** ISO 4217; the programme's currency is EUR. */
  readonly currency: Scalars['String']['input'];
  /** Made by the caller, kept, and sent again on a retry: 8..64 characters of `A-Z a-z 0-9 - _`. */
  readonly idempotencyKey: Scalars['ID']['input'];
  readonly lines?: InputMaybe<ReadonlyArray<PurchaseLineInput>>;
  readonly memberId: Scalars['ID']['input'];
  /** When it was bought; not in the future. */
  readonly occurredAt: Scalars['AWSDateTime']['input'];
  readonly orderId: Scalars['ID']['input'];
  readonly placeId?: InputMaybe<Scalars['ID']['input']>;
  /** Whole cents, 1..10,000,000. */
  readonly totalCents: Scalars['Int']['input'];
};

export type RedeemRewardInput = {
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Where the member stands; needed when the reward can be taken at named places only. */
  readonly placeId?: InputMaybe<Scalars['ID']['input']>;
  readonly rewardId: Scalars['ID']['input'];
};

/** A reward that a member took. */
export type Redemption = {
  /** What the member shows at the till. */
  readonly code: Maybe<Scalars['String']['output']>;
  readonly createdAt: Scalars['AWSDateTime']['output'];
  readonly expiresAt: Maybe<Scalars['AWSDateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly memberId: Scalars['ID']['output'];
  readonly points: Scalars['Int']['output'];
  readonly rewardId: Scalars['ID']['output'];
  readonly rewardName: Scalars['String']['output'];
  readonly status: RedemptionStatus;
  readonly updatedAt: Scalars['AWSDateTime']['output'];
};

export type RedemptionConnection = {
  readonly nodes: ReadonlyArray<Redemption>;
  readonly pageInfo: PageInfo;
};

export type RedemptionPayload = {
  readonly account: Maybe<PointsAccount>;
  readonly redemption: Maybe<Redemption>;
  readonly replayed: Scalars['Boolean']['output'];
  readonly userErrors: ReadonlyArray<UserError>;
};

export type RedemptionStatus =
  | 'CANCELLED'
  | 'EXPIRED'
  | 'FULFILLED'
  | 'ISSUED'
  | 'RELEASED'
  | 'RESERVED';

/** Where a phone is, and what it hears. */
export type ReportPositionInput = {
  /** Radius in metres within which the phone is sure to be; above 200 the report is refused. */
  readonly accuracyM: Scalars['Float']['input'];
  readonly at: LatLngInput;
  /** At most 8. */
  readonly beacons?: InputMaybe<ReadonlyArray<BeaconSightingInput>>;
  /** Made by the caller, kept, and sent again on a retry: 8..64 characters of `A-Z a-z 0-9 - _`. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The phone says that the position is made up: refused. */
  readonly mocked?: InputMaybe<Scalars['Boolean']['input']>;
  /** When the phone measured it; refused when older than five minutes or than the report before. */
  readonly sampledAt: Scalars['AWSDateTime']['input'];
  /** The phone says that it does not move. */
  readonly stopped?: InputMaybe<Scalars['Boolean']['input']>;
};

export type RestoreContentInput = {
  readonly expectedHead: Scalars['Int']['input'];
  readonly id: Scalars['ID']['input'];
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The old version that becomes the newest one. */
  readonly version: Scalars['Int']['input'];
};

/** Something that points buy. */
export type Reward = {
  readonly availability: Availability;
  readonly costPoints: Scalars['Int']['output'];
  readonly description: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly image: Maybe<Scalars['AWSURL']['output']>;
  /** The lowest tier rank that may take it; 0 is everybody. */
  readonly minTierRank: Scalars['Int']['output'];
  readonly name: Scalars['String']['output'];
  readonly perMemberLimit: Maybe<Scalars['Int']['output']>;
  /** Where it can be taken; null means everywhere. */
  readonly placeIds: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  readonly redeemableFrom: Maybe<Scalars['AWSDateTime']['output']>;
  readonly redeemableTo: Maybe<Scalars['AWSDateTime']['output']>;
  /** The language of `name` and `description`: the one asked for, or `it`. */
  readonly resolvedLocale: Locale;
  readonly status: RewardStatus;
};

export type RewardConnection = {
  readonly nodes: ReadonlyArray<Reward>;
  readonly pageInfo: PageInfo;
};

export type RewardStatus =
  | 'ACTIVE'
  | 'ARCHIVED'
  | 'DRAFT'
  | 'PAUSED';

export type SaveContentInput = {
  /** The `head` that the editor saw; needed with `id`. */
  readonly expectedHead?: InputMaybe<Scalars['Int']['input']>;
  readonly experiment?: InputMaybe<ExperimentInput>;
  /** Null makes a new item. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** Made by the client once, 8..64 characters, and sent again on a retry. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Places that it is about. */
  readonly placeIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** 0..9. */
  readonly priority?: InputMaybe<Scalars['Int']['input']>;
  /** At most 5; their cards are embedded. */
  readonly relatedIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** a-z, 0-9 and hyphens; no two items share one. */
  readonly slug: Scalars['String']['input'];
  /** At most 20. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly targeting?: InputMaybe<TargetingInput>;
  /** At least one; a missing language falls back to `it`. */
  readonly translations: ReadonlyArray<TranslationInput>;
  readonly type: ContentType;
  readonly visibleFrom?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** It is unpublished then. */
  readonly visibleTo?: InputMaybe<Scalars['AWSDateTime']['input']>;
};

/** A place to be made, or changed as a whole when `id` is given. */
export type SavePlaceInput = {
  /** At most 160 characters. */
  readonly address?: InputMaybe<Scalars['String']['input']>;
  /** All beacons of the place, at most 8; null leaves them as they are. */
  readonly beacons?: InputMaybe<ReadonlyArray<BeaconInput>>;
  readonly center: LatLngInput;
  /** 30..7,200. */
  readonly dwellThresholdS?: InputMaybe<Scalars['Int']['input']>;
  /** Null makes a new place. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** Made by the caller, kept, and sent again on a retry: 8..64 characters of `A-Z a-z 0-9 - _`. */
  readonly idempotencyKey: Scalars['ID']['input'];
  readonly kind: PlaceKind;
  /** 1..80 characters. */
  readonly name: Scalars['String']['input'];
  /** By weekday, local time: `{"mon": [["10:00", "19:30"]], …}`; a missing day is closed, null is unknown. */
  readonly openingHours?: InputMaybe<Scalars['AWSJSON']['input']>;
  /** 25..10,000. */
  readonly radiusM: Scalars['Int']['input'];
  /** At most 20, each of 1..40 characters. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** IANA name. */
  readonly timezone?: InputMaybe<Scalars['String']['input']>;
};

/** The signed-in member's word on one use of their data. */
export type SetConsentInput = {
  readonly granted: Scalars['Boolean']['input'];
  /** Made by the caller, kept, and sent again on a retry: 8..64 characters of `A-Z a-z 0-9 - _`. */
  readonly idempotencyKey: Scalars['ID']['input'];
  readonly purpose: ConsentPurpose;
  /** Which text the member read: 1..32 characters of `A-Z a-z 0-9 . _ -`. */
  readonly textVersion: Scalars['String']['input'];
};

export type Subscription = {
  /**
   * The signed-in member's own account; another member's id is refused. The support desk may name any member, and hears of all without
   * one. `kinds` narrows to some kinds of entry.
   */
  readonly onAccountChange: Maybe<AccountChange>;
  /** Changes of what the caller's level may read; each argument narrows. */
  readonly onContentChange: Maybe<ContentChange>;
  /** Who comes, stays and goes, as numbers: at one place, or at all. */
  readonly onPlacePresence: Maybe<PlacePresence>;
};


export type SubscriptionOnAccountChangeArgs = {
  kinds?: InputMaybe<ReadonlyArray<LedgerKind>>;
  memberId?: InputMaybe<Scalars['ID']['input']>;
};


export type SubscriptionOnContentChangeArgs = {
  locale?: InputMaybe<Locale>;
  placeId?: InputMaybe<Scalars['ID']['input']>;
  type?: InputMaybe<ContentType>;
};


export type SubscriptionOnPlacePresenceArgs = {
  placeId?: InputMaybe<Scalars['ID']['input']>;
};

/** Who may read an item: every clause that is there must hold. Without any it is open to everybody. */
export type Targeting = {
  /** 1 is Monday, 7 is Sunday, in Europe/Rome. */
  readonly daysOfWeek: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
  /** From this hour on, 0..23, in Europe/Rome. */
  readonly hourFrom: Maybe<Scalars['Int']['output']>;
  /** Up to and without this hour, 1..24; smaller than `hourFrom` it reaches over midnight. */
  readonly hourTo: Maybe<Scalars['Int']['output']>;
  /** Rank of the lowest level that may read it. */
  readonly minTierRank: Maybe<Scalars['Int']['output']>;
  /** The reader must be at one of these places. */
  readonly placeIds: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** One of these must be the reader's. */
  readonly segments: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

export type TargetingInput = {
  readonly daysOfWeek?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  readonly hourFrom?: InputMaybe<Scalars['Int']['input']>;
  readonly hourTo?: InputMaybe<Scalars['Int']['input']>;
  readonly minTierRank?: InputMaybe<Scalars['Int']['input']>;
  readonly placeIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly segments?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A level of the programme, reached by points earned in the last 365 days. */
export type Tier = {
  readonly benefits: ReadonlyArray<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly qualifyingPoints: Scalars['Int']['output'];
  /** 0 is the entry level. */
  readonly rank: Scalars['Int']['output'];
};

export type TierStatus = {
  /** Null on the highest tier. */
  readonly next: Maybe<Tier>;
  readonly pointsToNext: Maybe<Scalars['Int']['output']>;
  readonly qualifyingPoints: Scalars['Int']['output'];
  readonly tier: Tier;
  readonly validUntil: Scalars['AWSDate']['output'];
  readonly windowStart: Scalars['AWSDate']['output'];
};

export type TransitionContentInput = {
  /**
   * Needed with SCHEDULED. With UNPUBLISHED it is when, instead of now, and not after `visibleTo`: the item's expiry, which holds for
   * versions that are published later too.
   */
  readonly at?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** With PUBLISHED: takes the expiry away and changes nothing else. The version that readers see stays, up to its `visibleTo`. */
  readonly cancelExpiry?: InputMaybe<Scalars['Boolean']['input']>;
  readonly expectedHead: Scalars['Int']['input'];
  readonly id: Scalars['ID']['input'];
  readonly idempotencyKey: Scalars['ID']['input'];
  readonly to: ContentStatus;
};

export type TranslationInput = {
  /** Markdown, up to 60,000 bytes. */
  readonly body?: InputMaybe<Scalars['String']['input']>;
  readonly image?: InputMaybe<Scalars['AWSURL']['input']>;
  readonly locale: Locale;
  /** Up to 400 characters. */
  readonly summary?: InputMaybe<Scalars['String']['input']>;
  /** 1..140 characters. */
  readonly title: Scalars['String']['input'];
};

/** A business outcome that is not a success. Faults and refused access are in the response's `errors` instead. */
export type UserError = {
  readonly code: UserErrorCode;
  /** One sentence for a person: what failed, the value, and what to change. */
  readonly message: Scalars['String']['output'];
  /** Path of the input field that caused it, from `input` down; empty when it is no single field. */
  readonly path: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** True when the same request may succeed later without a change. */
  readonly retryable: Scalars['Boolean']['output'];
};

export type UserErrorCode =
  /** A limit per member has been reached. */
  | 'CAP_REACHED'
  /** Somebody else changed the same data at the same time; send the request again. */
  | 'CONFLICT'
  /** The member has not agreed to this use of their data. */
  | 'CONSENT_REQUIRED'
  /** The time window has passed. */
  | 'EXPIRED'
  /** The idempotency key was used before with another input. */
  | 'IDEMPOTENCY_MISMATCH'
  /** The item's state does not lead there. */
  | 'ILLEGAL_TRANSITION'
  | 'INSUFFICIENT_POINTS'
  /** A value in the input is out of its allowed range. */
  | 'INVALID'
  /** The position is too inaccurate, or cannot be true. */
  | 'LOW_CONFIDENCE'
  /** The member, reward or place is not active, or not yet. */
  | 'NOT_ACTIVE'
  /** The thing that the input names does not exist, or is not yours. */
  | 'NOT_FOUND'
  | 'OUT_OF_STOCK'
  /** Too many requests of this kind; wait as long as the answer says. */
  | 'RATE_LIMITED'
  /** The position is older than the last one, or too old to count. */
  | 'STALE_POSITION'
  | 'TIER_TOO_LOW';

export type VariantInput = {
  /** Not `control`: that is the item as it is. */
  readonly key: Scalars['String']['input'];
  /** Per cent of readers, 1..99; the rest gets the item as it is. */
  readonly share: Scalars['Int']['input'];
  readonly texts: ReadonlyArray<VariantTextInput>;
};

/** Other words for some of the readers; what is null stays as in the item. */
export type VariantText = {
  readonly image: Maybe<Scalars['AWSURL']['output']>;
  readonly locale: Locale;
  readonly summary: Maybe<Scalars['String']['output']>;
  readonly title: Maybe<Scalars['String']['output']>;
};

/** Other words for some of the readers; what is left out stays as in the translation. */
export type VariantTextInput = {
  readonly image?: InputMaybe<Scalars['AWSURL']['input']>;
  readonly locale: Locale;
  readonly summary?: InputMaybe<Scalars['String']['input']>;
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

/**
 * One stay at a place: which one and when, not where in it. Coming back within ten minutes goes on with the same visit.
 * It outlives the LOCATION consent, because awards name it.
 */
export type Visit = {
  readonly durationS: Maybe<Scalars['Int']['output']>;
  readonly enteredAt: Scalars['AWSDateTime']['output'];
  /** Null while it lasts. */
  readonly exitedAt: Maybe<Scalars['AWSDateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly placeId: Scalars['ID']['output'];
  readonly source: VisitSource;
};

export type VisitConnection = {
  readonly nodes: ReadonlyArray<Visit>;
  readonly pageInfo: PageInfo;
};

export type VisitSource =
  | 'BEACON'
  | 'GPS';



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AWSDate: ResolverTypeWrapper<Scalars['AWSDate']['output']>;
  AWSDateTime: ResolverTypeWrapper<Scalars['AWSDateTime']['output']>;
  AWSEmail: ResolverTypeWrapper<Scalars['AWSEmail']['output']>;
  AWSIPAddress: ResolverTypeWrapper<Scalars['AWSIPAddress']['output']>;
  AWSJSON: ResolverTypeWrapper<Scalars['AWSJSON']['output']>;
  AWSPhone: ResolverTypeWrapper<Scalars['AWSPhone']['output']>;
  AWSTime: ResolverTypeWrapper<Scalars['AWSTime']['output']>;
  AWSTimestamp: ResolverTypeWrapper<Scalars['AWSTimestamp']['output']>;
  AWSURL: ResolverTypeWrapper<Scalars['AWSURL']['output']>;
  AcceptedPayload: ResolverTypeWrapper<AcceptedPayload>;
  AccountChange: ResolverTypeWrapper<AccountChange>;
  AccountChangeInput: AccountChangeInput;
  AdjustPointsInput: AdjustPointsInput;
  AdjustmentReason: AdjustmentReason;
  Availability: ResolverTypeWrapper<Availability>;
  Beacon: ResolverTypeWrapper<Beacon>;
  BeaconInput: BeaconInput;
  BeaconSightingInput: BeaconSightingInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Confidence: Confidence;
  Consent: ResolverTypeWrapper<Consent>;
  ConsentPayload: ResolverTypeWrapper<ConsentPayload>;
  ConsentPurpose: ConsentPurpose;
  Content: ResolverTypeWrapper<Content>;
  ContentCard: ResolverTypeWrapper<ContentCard>;
  ContentCardConnection: ResolverTypeWrapper<ContentCardConnection>;
  ContentChange: ResolverTypeWrapper<ContentChange>;
  ContentChangeInput: ContentChangeInput;
  ContentDraft: ResolverTypeWrapper<ContentDraft>;
  ContentPayload: ResolverTypeWrapper<ContentPayload>;
  ContentStatus: ContentStatus;
  ContentType: ContentType;
  ContentVersion: ResolverTypeWrapper<ContentVersion>;
  ContentVersionConnection: ResolverTypeWrapper<ContentVersionConnection>;
  Experiment: ResolverTypeWrapper<Experiment>;
  ExperimentInput: ExperimentInput;
  ExperimentVariant: ResolverTypeWrapper<ExperimentVariant>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ImpressionInput: ImpressionInput;
  ImpressionKind: ImpressionKind;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  LatLng: ResolverTypeWrapper<LatLng>;
  LatLngInput: LatLngInput;
  LedgerEntry: ResolverTypeWrapper<LedgerEntry>;
  LedgerEntryConnection: ResolverTypeWrapper<LedgerEntryConnection>;
  LedgerKind: LedgerKind;
  Locale: Locale;
  Member: ResolverTypeWrapper<Member>;
  MemberStatus: MemberStatus;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NearbyExperience: ResolverTypeWrapper<NearbyExperience>;
  NearbyPlace: ResolverTypeWrapper<NearbyPlace>;
  NearbyReward: ResolverTypeWrapper<NearbyReward>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Place: ResolverTypeWrapper<Place>;
  PlaceHit: ResolverTypeWrapper<PlaceHit>;
  PlaceHits: ResolverTypeWrapper<PlaceHits>;
  PlaceKind: PlaceKind;
  PlacePayload: ResolverTypeWrapper<PlacePayload>;
  PlacePresence: ResolverTypeWrapper<PlacePresence>;
  PlacePresenceInput: PlacePresenceInput;
  PointsAccount: ResolverTypeWrapper<PointsAccount>;
  PointsLot: ResolverTypeWrapper<PointsLot>;
  PointsPayload: ResolverTypeWrapper<PointsPayload>;
  PositionPayload: ResolverTypeWrapper<PositionPayload>;
  PresenceEvent: ResolverTypeWrapper<PresenceEvent>;
  PresenceEventType: PresenceEventType;
  PurchaseLineInput: PurchaseLineInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordPurchaseInput: RecordPurchaseInput;
  RedeemRewardInput: RedeemRewardInput;
  Redemption: ResolverTypeWrapper<Redemption>;
  RedemptionConnection: ResolverTypeWrapper<RedemptionConnection>;
  RedemptionPayload: ResolverTypeWrapper<RedemptionPayload>;
  RedemptionStatus: RedemptionStatus;
  ReportPositionInput: ReportPositionInput;
  RestoreContentInput: RestoreContentInput;
  Reward: ResolverTypeWrapper<Reward>;
  RewardConnection: ResolverTypeWrapper<RewardConnection>;
  RewardStatus: RewardStatus;
  SaveContentInput: SaveContentInput;
  SavePlaceInput: SavePlaceInput;
  SetConsentInput: SetConsentInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Targeting: ResolverTypeWrapper<Targeting>;
  TargetingInput: TargetingInput;
  Tier: ResolverTypeWrapper<Tier>;
  TierStatus: ResolverTypeWrapper<TierStatus>;
  TransitionContentInput: TransitionContentInput;
  TranslationInput: TranslationInput;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  VariantInput: VariantInput;
  VariantText: ResolverTypeWrapper<VariantText>;
  VariantTextInput: VariantTextInput;
  Visit: ResolverTypeWrapper<Visit>;
  VisitConnection: ResolverTypeWrapper<VisitConnection>;
  VisitSource: VisitSource;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AWSDate: Scalars['AWSDate']['output'];
  AWSDateTime: Scalars['AWSDateTime']['output'];
  AWSEmail: Scalars['AWSEmail']['output'];
  AWSIPAddress: Scalars['AWSIPAddress']['output'];
  AWSJSON: Scalars['AWSJSON']['output'];
  AWSPhone: Scalars['AWSPhone']['output'];
  AWSTime: Scalars['AWSTime']['output'];
  AWSTimestamp: Scalars['AWSTimestamp']['output'];
  AWSURL: Scalars['AWSURL']['output'];
  AcceptedPayload: AcceptedPayload;
  AccountChange: AccountChange;
  AccountChangeInput: AccountChangeInput;
  AdjustPointsInput: AdjustPointsInput;
  Availability: Availability;
  Beacon: Beacon;
  BeaconInput: BeaconInput;
  BeaconSightingInput: BeaconSightingInput;
  Boolean: Scalars['Boolean']['output'];
  Consent: Consent;
  ConsentPayload: ConsentPayload;
  Content: Content;
  ContentCard: ContentCard;
  ContentCardConnection: ContentCardConnection;
  ContentChange: ContentChange;
  ContentChangeInput: ContentChangeInput;
  ContentDraft: ContentDraft;
  ContentPayload: ContentPayload;
  ContentVersion: ContentVersion;
  ContentVersionConnection: ContentVersionConnection;
  Experiment: Experiment;
  ExperimentInput: ExperimentInput;
  ExperimentVariant: ExperimentVariant;
  Float: Scalars['Float']['output'];
  ID: Scalars['ID']['output'];
  ImpressionInput: ImpressionInput;
  Int: Scalars['Int']['output'];
  LatLng: LatLng;
  LatLngInput: LatLngInput;
  LedgerEntry: LedgerEntry;
  LedgerEntryConnection: LedgerEntryConnection;
  Member: Member;
  Mutation: Record<PropertyKey, never>;
  NearbyExperience: NearbyExperience;
  NearbyPlace: NearbyPlace;
  NearbyReward: NearbyReward;
  PageInfo: PageInfo;
  Place: Place;
  PlaceHit: PlaceHit;
  PlaceHits: PlaceHits;
  PlacePayload: PlacePayload;
  PlacePresence: PlacePresence;
  PlacePresenceInput: PlacePresenceInput;
  PointsAccount: PointsAccount;
  PointsLot: PointsLot;
  PointsPayload: PointsPayload;
  PositionPayload: PositionPayload;
  PresenceEvent: PresenceEvent;
  PurchaseLineInput: PurchaseLineInput;
  Query: Record<PropertyKey, never>;
  RecordPurchaseInput: RecordPurchaseInput;
  RedeemRewardInput: RedeemRewardInput;
  Redemption: Redemption;
  RedemptionConnection: RedemptionConnection;
  RedemptionPayload: RedemptionPayload;
  ReportPositionInput: ReportPositionInput;
  RestoreContentInput: RestoreContentInput;
  Reward: Reward;
  RewardConnection: RewardConnection;
  SaveContentInput: SaveContentInput;
  SavePlaceInput: SavePlaceInput;
  SetConsentInput: SetConsentInput;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Targeting: Targeting;
  TargetingInput: TargetingInput;
  Tier: Tier;
  TierStatus: TierStatus;
  TransitionContentInput: TransitionContentInput;
  TranslationInput: TranslationInput;
  UserError: UserError;
  VariantInput: VariantInput;
  VariantText: VariantText;
  VariantTextInput: VariantTextInput;
  Visit: Visit;
  VisitConnection: VisitConnection;
};

export type Aws_Api_KeyDirectiveArgs = { };

export type Aws_Api_KeyDirectiveResolver<Result, Parent, ContextType = any, Args = Aws_Api_KeyDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type Aws_AuthDirectiveArgs = {
  cognito_groups: ReadonlyArray<Scalars['String']['input']>;
};

export type Aws_AuthDirectiveResolver<Result, Parent, ContextType = any, Args = Aws_AuthDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type Aws_Cognito_User_PoolsDirectiveArgs = {
  cognito_groups?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type Aws_Cognito_User_PoolsDirectiveResolver<Result, Parent, ContextType = any, Args = Aws_Cognito_User_PoolsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type Aws_IamDirectiveArgs = { };

export type Aws_IamDirectiveResolver<Result, Parent, ContextType = any, Args = Aws_IamDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type Aws_LambdaDirectiveArgs = { };

export type Aws_LambdaDirectiveResolver<Result, Parent, ContextType = any, Args = Aws_LambdaDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type Aws_OidcDirectiveArgs = { };

export type Aws_OidcDirectiveResolver<Result, Parent, ContextType = any, Args = Aws_OidcDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type Aws_SubscribeDirectiveArgs = {
  mutations: ReadonlyArray<Scalars['String']['input']>;
};

export type Aws_SubscribeDirectiveResolver<Result, Parent, ContextType = any, Args = Aws_SubscribeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface AwsDateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AWSDate'], any> {
  name: 'AWSDate';
}

export interface AwsDateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AWSDateTime'], any> {
  name: 'AWSDateTime';
}

export interface AwsEmailScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AWSEmail'], any> {
  name: 'AWSEmail';
}

export interface AwsipAddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AWSIPAddress'], any> {
  name: 'AWSIPAddress';
}

export interface AwsjsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AWSJSON'], any> {
  name: 'AWSJSON';
}

export interface AwsPhoneScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AWSPhone'], any> {
  name: 'AWSPhone';
}

export interface AwsTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AWSTime'], any> {
  name: 'AWSTime';
}

export interface AwsTimestampScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AWSTimestamp'], any> {
  name: 'AWSTimestamp';
}

export interface AwsurlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AWSURL'], any> {
  name: 'AWSURL';
}

export type AcceptedPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['AcceptedPayload'] = ResolversParentTypes['AcceptedPayload']> = {
  accepted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AccountChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['AccountChange'] = ResolversParentTypes['AccountChange']> = {
  amount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['LedgerKind'], ParentType, ContextType>;
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  redemptionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  tierId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AvailabilityResolvers<ContextType = any, ParentType extends ResolversParentTypes['Availability'] = ResolversParentTypes['Availability']> = {
  asOf?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  remainingApprox?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  soldOut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  unlimited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type BeaconResolvers<ContextType = any, ParentType extends ResolversParentTypes['Beacon'] = ResolversParentTypes['Beacon']> = {
  major?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  minor?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  placeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  txPowerDbm?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  uuid?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  zone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConsentResolvers<ContextType = any, ParentType extends ResolversParentTypes['Consent'] = ResolversParentTypes['Consent']> = {
  at?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  granted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['ConsentPurpose'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  textVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConsentPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ConsentPayload'] = ResolversParentTypes['ConsentPayload']> = {
  consent?: Resolver<Maybe<ResolversTypes['Consent']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ContentResolvers<ContextType = any, ParentType extends ResolversParentTypes['Content'] = ResolversParentTypes['Content']> = {
  body?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['AWSURL']>, ParentType, ContextType>;
  places?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  publishedAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  related?: Resolver<ReadonlyArray<ResolversTypes['ContentCard']>, ParentType, ContextType>;
  requestedLocale?: Resolver<ResolversTypes['Locale'], ParentType, ContextType>;
  resolvedLocale?: Resolver<ResolversTypes['Locale'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ContentType'], ParentType, ContextType>;
  variant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  visibleFrom?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
  visibleTo?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
};

export type ContentCardResolvers<ContextType = any, ParentType extends ResolversParentTypes['ContentCard'] = ResolversParentTypes['ContentCard']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['AWSURL']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  publishedAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  resolvedLocale?: Resolver<ResolversTypes['Locale'], ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ContentType'], ParentType, ContextType>;
  variant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ContentCardConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ContentCardConnection'] = ResolversParentTypes['ContentCardConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ContentCard']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ContentChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ContentChange'] = ResolversParentTypes['ContentChange']> = {
  contentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isPublic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  locale?: Resolver<ResolversTypes['Locale'], ParentType, ContextType>;
  minTierRank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  placeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  publishedAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ContentStatus'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ContentType'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ContentDraftResolvers<ContextType = any, ParentType extends ResolversParentTypes['ContentDraft'] = ResolversParentTypes['ContentDraft']> = {
  experiment?: Resolver<Maybe<ResolversTypes['Experiment']>, ParentType, ContextType>;
  head?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  locales?: Resolver<ReadonlyArray<ResolversTypes['Locale']>, ParentType, ContextType>;
  placeIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  publishedAt?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
  publishedVersion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  relatedIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  scheduledAt?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ContentStatus'], ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  targeting?: Resolver<Maybe<ResolversTypes['Targeting']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ContentType'], ParentType, ContextType>;
  unpublishAt?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  versions?: Resolver<ResolversTypes['ContentVersionConnection'], ParentType, ContextType, RequireFields<ContentDraftVersionsArgs, 'first'>>;
  visibleFrom?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
  visibleTo?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
};

export type ContentPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ContentPayload'] = ResolversParentTypes['ContentPayload']> = {
  content?: Resolver<Maybe<ResolversTypes['ContentDraft']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ContentVersionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ContentVersion'] = ResolversParentTypes['ContentVersion']> = {
  author?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  experiment?: Resolver<Maybe<ResolversTypes['Experiment']>, ParentType, ContextType>;
  locales?: Resolver<ReadonlyArray<ResolversTypes['Locale']>, ParentType, ContextType>;
  placeIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  relatedIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  targeting?: Resolver<Maybe<ResolversTypes['Targeting']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ContentType'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  visibleFrom?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
  visibleTo?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
};

export type ContentVersionConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ContentVersionConnection'] = ResolversParentTypes['ContentVersionConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ContentVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ExperimentResolvers<ContextType = any, ParentType extends ResolversParentTypes['Experiment'] = ResolversParentTypes['Experiment']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  variants?: Resolver<ReadonlyArray<ResolversTypes['ExperimentVariant']>, ParentType, ContextType>;
};

export type ExperimentVariantResolvers<ContextType = any, ParentType extends ResolversParentTypes['ExperimentVariant'] = ResolversParentTypes['ExperimentVariant']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  texts?: Resolver<ReadonlyArray<ResolversTypes['VariantText']>, ParentType, ContextType>;
};

export type LatLngResolvers<ContextType = any, ParentType extends ResolversParentTypes['LatLng'] = ResolversParentTypes['LatLng']> = {
  lat?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  lng?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type LedgerEntryResolvers<ContextType = any, ParentType extends ResolversParentTypes['LedgerEntry'] = ResolversParentTypes['LedgerEntry']> = {
  amount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  balanceAfter?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['LedgerKind'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  orderId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  placeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  redemptionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  ruleIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  visitId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type LedgerEntryConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['LedgerEntryConnection'] = ResolversParentTypes['LedgerEntryConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['LedgerEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MemberResolvers<ContextType = any, ParentType extends ResolversParentTypes['Member'] = ResolversParentTypes['Member']> = {
  account?: Resolver<ResolversTypes['PointsAccount'], ParentType, ContextType>;
  consents?: Resolver<ReadonlyArray<ResolversTypes['Consent']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['AWSEmail']>, ParentType, ContextType>;
  enrolledAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  expiringPoints?: Resolver<ReadonlyArray<ResolversTypes['PointsLot']>, ParentType, ContextType, Partial<MemberExpiringPointsArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ledger?: Resolver<ResolversTypes['LedgerEntryConnection'], ParentType, ContextType, RequireFields<MemberLedgerArgs, 'first'>>;
  locale?: Resolver<ResolversTypes['Locale'], ParentType, ContextType>;
  redemptions?: Resolver<ResolversTypes['RedemptionConnection'], ParentType, ContextType, RequireFields<MemberRedemptionsArgs, 'first'>>;
  status?: Resolver<ResolversTypes['MemberStatus'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['TierStatus'], ParentType, ContextType>;
  visits?: Resolver<ResolversTypes['VisitConnection'], ParentType, ContextType, RequireFields<MemberVisitsArgs, 'first'>>;
};

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  adjustPoints?: Resolver<ResolversTypes['PointsPayload'], ParentType, ContextType, RequireFields<MutationAdjustPointsArgs, 'input'>>;
  publishAccountChange?: Resolver<Maybe<ResolversTypes['AccountChange']>, ParentType, ContextType, RequireFields<MutationPublishAccountChangeArgs, 'input'>>;
  publishContentChange?: Resolver<Maybe<ResolversTypes['ContentChange']>, ParentType, ContextType, RequireFields<MutationPublishContentChangeArgs, 'input'>>;
  publishPlacePresence?: Resolver<Maybe<ResolversTypes['PlacePresence']>, ParentType, ContextType, RequireFields<MutationPublishPlacePresenceArgs, 'input'>>;
  recordImpressions?: Resolver<ResolversTypes['AcceptedPayload'], ParentType, ContextType, RequireFields<MutationRecordImpressionsArgs, 'events'>>;
  recordPurchase?: Resolver<ResolversTypes['PointsPayload'], ParentType, ContextType, RequireFields<MutationRecordPurchaseArgs, 'input'>>;
  redeemReward?: Resolver<ResolversTypes['RedemptionPayload'], ParentType, ContextType, RequireFields<MutationRedeemRewardArgs, 'input'>>;
  reportPosition?: Resolver<ResolversTypes['PositionPayload'], ParentType, ContextType, RequireFields<MutationReportPositionArgs, 'input'>>;
  restoreContent?: Resolver<ResolversTypes['ContentPayload'], ParentType, ContextType, RequireFields<MutationRestoreContentArgs, 'input'>>;
  saveContent?: Resolver<ResolversTypes['ContentPayload'], ParentType, ContextType, RequireFields<MutationSaveContentArgs, 'input'>>;
  savePlace?: Resolver<ResolversTypes['PlacePayload'], ParentType, ContextType, RequireFields<MutationSavePlaceArgs, 'input'>>;
  setConsent?: Resolver<ResolversTypes['ConsentPayload'], ParentType, ContextType, RequireFields<MutationSetConsentArgs, 'input'>>;
  transitionContent?: Resolver<ResolversTypes['ContentPayload'], ParentType, ContextType, RequireFields<MutationTransitionContentArgs, 'input'>>;
};

export type NearbyExperienceResolvers<ContextType = any, ParentType extends ResolversParentTypes['NearbyExperience'] = ResolversParentTypes['NearbyExperience']> = {
  at?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  balance?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  places?: Resolver<ReadonlyArray<ResolversTypes['NearbyPlace']>, ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type NearbyPlaceResolvers<ContextType = any, ParentType extends ResolversParentTypes['NearbyPlace'] = ResolversParentTypes['NearbyPlace']> = {
  content?: Resolver<ReadonlyArray<ResolversTypes['ContentCard']>, ParentType, ContextType>;
  openNow?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  place?: Resolver<ResolversTypes['PlaceHit'], ParentType, ContextType>;
  rewards?: Resolver<ReadonlyArray<ResolversTypes['NearbyReward']>, ParentType, ContextType>;
};

export type NearbyRewardResolvers<ContextType = any, ParentType extends ResolversParentTypes['NearbyReward'] = ResolversParentTypes['NearbyReward']> = {
  blockedBy?: Resolver<Maybe<ResolversTypes['UserErrorCode']>, ParentType, ContextType>;
  pointsMissing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  redeemable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reward?: Resolver<ResolversTypes['Reward'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = any, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PlaceResolvers<ContextType = any, ParentType extends ResolversParentTypes['Place'] = ResolversParentTypes['Place']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  center?: Resolver<ResolversTypes['LatLng'], ParentType, ContextType>;
  dwellThresholdS?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PlaceKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  openingHours?: Resolver<Maybe<ResolversTypes['AWSJSON']>, ParentType, ContextType>;
  radiusM?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  timezone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PlaceHitResolvers<ContextType = any, ParentType extends ResolversParentTypes['PlaceHit'] = ResolversParentTypes['PlaceHit']> = {
  center?: Resolver<ResolversTypes['LatLng'], ParentType, ContextType>;
  distanceM?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inside?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PlaceKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  placeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  radiusM?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PlaceHitsResolvers<ContextType = any, ParentType extends ResolversParentTypes['PlaceHits'] = ResolversParentTypes['PlaceHits']> = {
  cellLevel?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['PlaceHit']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PlacePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['PlacePayload'] = ResolversParentTypes['PlacePayload']> = {
  place?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PlacePresenceResolvers<ContextType = any, ParentType extends ResolversParentTypes['PlacePresence'] = ResolversParentTypes['PlacePresence']> = {
  insideNow?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  placeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['PresenceEventType'], ParentType, ContextType>;
};

export type PointsAccountResolvers<ContextType = any, ParentType extends ResolversParentTypes['PointsAccount'] = ResolversParentTypes['PointsAccount']> = {
  asOf?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lifetimeEarned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lifetimeRedeemed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  owed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reserved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PointsLotResolvers<ContextType = any, ParentType extends ResolversParentTypes['PointsLot'] = ResolversParentTypes['PointsLot']> = {
  expiresOn?: Resolver<ResolversTypes['AWSDate'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PointsPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['PointsPayload'] = ResolversParentTypes['PointsPayload']> = {
  account?: Resolver<Maybe<ResolversTypes['PointsAccount']>, ParentType, ContextType>;
  entry?: Resolver<Maybe<ResolversTypes['LedgerEntry']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PositionPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['PositionPayload'] = ResolversParentTypes['PositionPayload']> = {
  account?: Resolver<Maybe<ResolversTypes['PointsAccount']>, ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['PresenceEvent']>, ParentType, ContextType>;
  nextReportInS?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PresenceEventResolvers<ContextType = any, ParentType extends ResolversParentTypes['PresenceEvent'] = ResolversParentTypes['PresenceEvent']> = {
  award?: Resolver<Maybe<ResolversTypes['LedgerEntry']>, ParentType, ContextType>;
  awardSkipped?: Resolver<Maybe<ResolversTypes['UserErrorCode']>, ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Confidence'], ParentType, ContextType>;
  durationS?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  placeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['PresenceEventType'], ParentType, ContextType>;
  visitId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  zones?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  beacon?: Resolver<Maybe<ResolversTypes['Beacon']>, ParentType, ContextType, RequireFields<QueryBeaconArgs, 'major' | 'minor' | 'uuid'>>;
  content?: Resolver<Maybe<ResolversTypes['Content']>, ParentType, ContextType, RequireFields<QueryContentArgs, 'id' | 'locale'>>;
  contentBySlug?: Resolver<Maybe<ResolversTypes['Content']>, ParentType, ContextType, RequireFields<QueryContentBySlugArgs, 'locale' | 'slug'>>;
  contentDraft?: Resolver<Maybe<ResolversTypes['ContentDraft']>, ParentType, ContextType, RequireFields<QueryContentDraftArgs, 'id'>>;
  contentFeed?: Resolver<ResolversTypes['ContentCardConnection'], ParentType, ContextType, RequireFields<QueryContentFeedArgs, 'first' | 'locale'>>;
  contentPreview?: Resolver<Maybe<ResolversTypes['Content']>, ParentType, ContextType, RequireFields<QueryContentPreviewArgs, 'id' | 'locale'>>;
  me?: Resolver<ResolversTypes['Member'], ParentType, ContextType>;
  member?: Resolver<Maybe<ResolversTypes['Member']>, ParentType, ContextType, RequireFields<QueryMemberArgs, 'id'>>;
  myFeed?: Resolver<ResolversTypes['ContentCardConnection'], ParentType, ContextType, RequireFields<QueryMyFeedArgs, 'first' | 'locale'>>;
  nearbyExperience?: Resolver<ResolversTypes['NearbyExperience'], ParentType, ContextType, RequireFields<QueryNearbyExperienceArgs, 'at' | 'first' | 'locale' | 'radiusM'>>;
  place?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType, RequireFields<QueryPlaceArgs, 'id'>>;
  placeVisits?: Resolver<ResolversTypes['VisitConnection'], ParentType, ContextType, RequireFields<QueryPlaceVisitsArgs, 'day' | 'first' | 'placeId'>>;
  placesNear?: Resolver<ResolversTypes['PlaceHits'], ParentType, ContextType, RequireFields<QueryPlacesNearArgs, 'center' | 'first' | 'radiusM'>>;
  program?: Resolver<ReadonlyArray<ResolversTypes['Tier']>, ParentType, ContextType>;
  reward?: Resolver<Maybe<ResolversTypes['Reward']>, ParentType, ContextType, RequireFields<QueryRewardArgs, 'id' | 'locale'>>;
  rewards?: Resolver<ResolversTypes['RewardConnection'], ParentType, ContextType, RequireFields<QueryRewardsArgs, 'first' | 'locale'>>;
};

export type RedemptionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Redemption'] = ResolversParentTypes['Redemption']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rewardId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  rewardName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RedemptionStatus'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
};

export type RedemptionConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['RedemptionConnection'] = ResolversParentTypes['RedemptionConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Redemption']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RedemptionPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RedemptionPayload'] = ResolversParentTypes['RedemptionPayload']> = {
  account?: Resolver<Maybe<ResolversTypes['PointsAccount']>, ParentType, ContextType>;
  redemption?: Resolver<Maybe<ResolversTypes['Redemption']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RewardResolvers<ContextType = any, ParentType extends ResolversParentTypes['Reward'] = ResolversParentTypes['Reward']> = {
  availability?: Resolver<ResolversTypes['Availability'], ParentType, ContextType>;
  costPoints?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['AWSURL']>, ParentType, ContextType>;
  minTierRank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  perMemberLimit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  placeIds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  redeemableFrom?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
  redeemableTo?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
  resolvedLocale?: Resolver<ResolversTypes['Locale'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RewardStatus'], ParentType, ContextType>;
};

export type RewardConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['RewardConnection'] = ResolversParentTypes['RewardConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Reward']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  onAccountChange?: SubscriptionResolver<Maybe<ResolversTypes['AccountChange']>, "onAccountChange", ParentType, ContextType, Partial<SubscriptionOnAccountChangeArgs>>;
  onContentChange?: SubscriptionResolver<Maybe<ResolversTypes['ContentChange']>, "onContentChange", ParentType, ContextType, Partial<SubscriptionOnContentChangeArgs>>;
  onPlacePresence?: SubscriptionResolver<Maybe<ResolversTypes['PlacePresence']>, "onPlacePresence", ParentType, ContextType, Partial<SubscriptionOnPlacePresenceArgs>>;
};

export type TargetingResolvers<ContextType = any, ParentType extends ResolversParentTypes['Targeting'] = ResolversParentTypes['Targeting']> = {
  daysOfWeek?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Int']>>, ParentType, ContextType>;
  hourFrom?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  hourTo?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  minTierRank?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  placeIds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  segments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type TierResolvers<ContextType = any, ParentType extends ResolversParentTypes['Tier'] = ResolversParentTypes['Tier']> = {
  benefits?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  qualifyingPoints?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TierStatusResolvers<ContextType = any, ParentType extends ResolversParentTypes['TierStatus'] = ResolversParentTypes['TierStatus']> = {
  next?: Resolver<Maybe<ResolversTypes['Tier']>, ParentType, ContextType>;
  pointsToNext?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  qualifyingPoints?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  validUntil?: Resolver<ResolversTypes['AWSDate'], ParentType, ContextType>;
  windowStart?: Resolver<ResolversTypes['AWSDate'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = any, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type VariantTextResolvers<ContextType = any, ParentType extends ResolversParentTypes['VariantText'] = ResolversParentTypes['VariantText']> = {
  image?: Resolver<Maybe<ResolversTypes['AWSURL']>, ParentType, ContextType>;
  locale?: Resolver<ResolversTypes['Locale'], ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type VisitResolvers<ContextType = any, ParentType extends ResolversParentTypes['Visit'] = ResolversParentTypes['Visit']> = {
  durationS?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  enteredAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
  exitedAt?: Resolver<Maybe<ResolversTypes['AWSDateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  placeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['VisitSource'], ParentType, ContextType>;
};

export type VisitConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['VisitConnection'] = ResolversParentTypes['VisitConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Visit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type Resolvers<ContextType = any> = {
  AWSDate?: GraphQLScalarType;
  AWSDateTime?: GraphQLScalarType;
  AWSEmail?: GraphQLScalarType;
  AWSIPAddress?: GraphQLScalarType;
  AWSJSON?: GraphQLScalarType;
  AWSPhone?: GraphQLScalarType;
  AWSTime?: GraphQLScalarType;
  AWSTimestamp?: GraphQLScalarType;
  AWSURL?: GraphQLScalarType;
  AcceptedPayload?: AcceptedPayloadResolvers<ContextType>;
  AccountChange?: AccountChangeResolvers<ContextType>;
  Availability?: AvailabilityResolvers<ContextType>;
  Beacon?: BeaconResolvers<ContextType>;
  Consent?: ConsentResolvers<ContextType>;
  ConsentPayload?: ConsentPayloadResolvers<ContextType>;
  Content?: ContentResolvers<ContextType>;
  ContentCard?: ContentCardResolvers<ContextType>;
  ContentCardConnection?: ContentCardConnectionResolvers<ContextType>;
  ContentChange?: ContentChangeResolvers<ContextType>;
  ContentDraft?: ContentDraftResolvers<ContextType>;
  ContentPayload?: ContentPayloadResolvers<ContextType>;
  ContentVersion?: ContentVersionResolvers<ContextType>;
  ContentVersionConnection?: ContentVersionConnectionResolvers<ContextType>;
  Experiment?: ExperimentResolvers<ContextType>;
  ExperimentVariant?: ExperimentVariantResolvers<ContextType>;
  LatLng?: LatLngResolvers<ContextType>;
  LedgerEntry?: LedgerEntryResolvers<ContextType>;
  LedgerEntryConnection?: LedgerEntryConnectionResolvers<ContextType>;
  Member?: MemberResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NearbyExperience?: NearbyExperienceResolvers<ContextType>;
  NearbyPlace?: NearbyPlaceResolvers<ContextType>;
  NearbyReward?: NearbyRewardResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Place?: PlaceResolvers<ContextType>;
  PlaceHit?: PlaceHitResolvers<ContextType>;
  PlaceHits?: PlaceHitsResolvers<ContextType>;
  PlacePayload?: PlacePayloadResolvers<ContextType>;
  PlacePresence?: PlacePresenceResolvers<ContextType>;
  PointsAccount?: PointsAccountResolvers<ContextType>;
  PointsLot?: PointsLotResolvers<ContextType>;
  PointsPayload?: PointsPayloadResolvers<ContextType>;
  PositionPayload?: PositionPayloadResolvers<ContextType>;
  PresenceEvent?: PresenceEventResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Redemption?: RedemptionResolvers<ContextType>;
  RedemptionConnection?: RedemptionConnectionResolvers<ContextType>;
  RedemptionPayload?: RedemptionPayloadResolvers<ContextType>;
  Reward?: RewardResolvers<ContextType>;
  RewardConnection?: RewardConnectionResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Targeting?: TargetingResolvers<ContextType>;
  Tier?: TierResolvers<ContextType>;
  TierStatus?: TierStatusResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  VariantText?: VariantTextResolvers<ContextType>;
  Visit?: VisitResolvers<ContextType>;
  VisitConnection?: VisitConnectionResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = any> = {
  aws_api_key?: Aws_Api_KeyDirectiveResolver<any, any, ContextType>;
  aws_auth?: Aws_AuthDirectiveResolver<any, any, ContextType>;
  aws_cognito_user_pools?: Aws_Cognito_User_PoolsDirectiveResolver<any, any, ContextType>;
  aws_iam?: Aws_IamDirectiveResolver<any, any, ContextType>;
  aws_lambda?: Aws_LambdaDirectiveResolver<any, any, ContextType>;
  aws_oidc?: Aws_OidcDirectiveResolver<any, any, ContextType>;
  aws_subscribe?: Aws_SubscribeDirectiveResolver<any, any, ContextType>;
};
