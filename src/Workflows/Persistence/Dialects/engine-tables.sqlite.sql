CREATE TABLE "Batches" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Batches" PRIMARY KEY,
    "Kind" TEXT NOT NULL,
    "DefinitionId" TEXT NOT NULL,
    "Content" TEXT NOT NULL,
    "Selection" TEXT NOT NULL,
    "Expected" INTEGER NOT NULL,
    "State" TEXT NOT NULL,
    "By" TEXT NOT NULL,
    "ById" TEXT NULL,
    "Reason" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "FinishedAt" INTEGER NULL
);


CREATE TABLE "BatchItems" (
    "BatchId" TEXT NOT NULL,
    "InstanceId" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "Detail" TEXT NULL,
    "Before" BLOB NULL,
    "VersionIdBefore" TEXT NULL,
    "RowVersionAfter" INTEGER NULL,
    "At" INTEGER NOT NULL,
    CONSTRAINT "PK_BatchItems" PRIMARY KEY ("BatchId", "InstanceId")
);


CREATE TABLE "Bookmarks" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Bookmarks" PRIMARY KEY,
    "InstanceId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Hash" TEXT NOT NULL,
    "ActivityId" TEXT NOT NULL,
    "CorrelationId" TEXT NULL,
    "Payload" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL
);


CREATE TABLE "Definitions" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Definitions" PRIMARY KEY,
    "DefinitionId" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "Name" TEXT NULL,
    "Json" BLOB NOT NULL,
    "ContentHash" TEXT NOT NULL,
    "IsLatest" INTEGER NOT NULL,
    "IsPublished" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "PublishedAt" INTEGER NULL,
    "Author" TEXT NULL,
    "Reason" TEXT NULL,
    "RowVersion" INTEGER NOT NULL
);


CREATE TABLE "Idempotency" (
    "Key" TEXT NOT NULL CONSTRAINT "PK_Idempotency" PRIMARY KEY,
    "Operation" TEXT NOT NULL,
    "Actor" TEXT NULL,
    "Answer" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL
);


CREATE TABLE "Incidents" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Incidents" PRIMARY KEY,
    "InstanceId" TEXT NOT NULL,
    "ActivityId" TEXT NOT NULL,
    "ActivityNodeId" TEXT NOT NULL,
    "ActivityType" TEXT NOT NULL,
    "ActivityInstanceId" TEXT NOT NULL,
    "Code" TEXT NOT NULL,
    "Message" TEXT NOT NULL,
    "Detail" TEXT NULL,
    "At" INTEGER NOT NULL,
    "ResolvedAt" INTEGER NULL,
    "Resolution" TEXT NULL,
    "EndedUnresolved" INTEGER NOT NULL
);


CREATE TABLE "Instances" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Instances" PRIMARY KEY,
    "DefinitionId" TEXT NOT NULL,
    "DefinitionVersionId" TEXT NOT NULL,
    "DefinitionVersion" INTEGER NOT NULL,
    "Status" TEXT NOT NULL,
    "SubStatus" TEXT NOT NULL,
    "CorrelationId" TEXT NULL,
    "Name" TEXT NULL,
    "ParentInstanceId" TEXT NULL,
    "IncidentCount" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "UpdatedAt" INTEGER NOT NULL,
    "FinishedAt" INTEGER NULL,
    "State" BLOB NOT NULL,
    "RowVersion" INTEGER NOT NULL
);


CREATE TABLE "Journal" (
    "InstanceId" TEXT NOT NULL,
    "Burst" INTEGER NOT NULL,
    "At" INTEGER NOT NULL,
    "Entries" BLOB NOT NULL,
    "Values" BLOB NULL,
    CONSTRAINT "PK_Journal" PRIMARY KEY ("InstanceId", "Burst")
) WITHOUT ROWID;


CREATE TABLE "Outbox" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Outbox" PRIMARY KEY,
    "Kind" TEXT NOT NULL,
    "Payload" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "DueAt" INTEGER NOT NULL,
    "Attempts" INTEGER NOT NULL,
    "LeaseToken" TEXT NULL,
    "LeasedUntil" INTEGER NULL,
    "LastError" TEXT NULL,
    "DeadAt" INTEGER NULL
);


CREATE TABLE "Stimuli" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Stimuli" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Hash" TEXT NOT NULL,
    "CorrelationId" TEXT NULL,
    "InstanceId" TEXT NULL,
    "Message" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NOT NULL
);


CREATE TABLE "Timers" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Timers" PRIMARY KEY,
    "DueAt" INTEGER NOT NULL,
    "Kind" TEXT NOT NULL,
    "InstanceId" TEXT NOT NULL
);


CREATE TABLE "Triggers" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Triggers" PRIMARY KEY,
    "DefinitionId" TEXT NOT NULL,
    "DefinitionVersionId" TEXT NOT NULL,
    "ActivityId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Hash" TEXT NOT NULL,
    "Payload" TEXT NULL
);


CREATE INDEX "IX_Bookmarks_Hash" ON "Bookmarks" ("Hash");


CREATE INDEX "IX_Bookmarks_InstanceId" ON "Bookmarks" ("InstanceId");


CREATE INDEX "IX_Bookmarks_Name" ON "Bookmarks" ("Name") WHERE "Name" = 'Elsa.HttpEndpoint';


CREATE INDEX "IX_Definitions_DefinitionId_IsPublished" ON "Definitions" ("DefinitionId", "IsPublished");


CREATE UNIQUE INDEX "IX_Definitions_DefinitionId_Version" ON "Definitions" ("DefinitionId", "Version");


CREATE INDEX "IX_Idempotency_CreatedAt" ON "Idempotency" ("CreatedAt");


CREATE INDEX "IX_Incidents_InstanceId" ON "Incidents" ("InstanceId");


CREATE INDEX "IX_Instances_CorrelationId" ON "Instances" ("CorrelationId") WHERE "CorrelationId" IS NOT NULL;


CREATE INDEX "IX_Instances_DefinitionVersionId" ON "Instances" ("DefinitionVersionId");


CREATE INDEX "IX_Instances_ParentInstanceId" ON "Instances" ("ParentInstanceId") WHERE "ParentInstanceId" IS NOT NULL;


CREATE INDEX "IX_Instances_Status_UpdatedAt" ON "Instances" ("Status", "UpdatedAt");


CREATE INDEX "IX_Outbox_DueAt" ON "Outbox" ("DueAt") WHERE "DeadAt" IS NULL;


CREATE INDEX "IX_Stimuli_ExpiresAt" ON "Stimuli" ("ExpiresAt");


CREATE INDEX "IX_Stimuli_Hash_ExpiresAt" ON "Stimuli" ("Hash", "ExpiresAt");


CREATE INDEX "IX_Stimuli_InstanceId" ON "Stimuli" ("InstanceId") WHERE "InstanceId" IS NOT NULL;


CREATE INDEX "IX_Timers_DueAt" ON "Timers" ("DueAt");


CREATE INDEX "IX_Triggers_Hash" ON "Triggers" ("Hash");


