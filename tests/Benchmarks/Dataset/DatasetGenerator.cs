using System.Diagnostics;
using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Registers;
using LienThong.Activities.Search;
using LienThong.Activities.Work;
using LienThong.Benchmarks.Approvals;
using LienThong.Workflows.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Benchmarks.Dataset;

/// <summary>
/// Writes the database of a province that has worked for three years: finished dossiers of five decisions each, and open ones that wait for one person.
/// The same seed gives the same texts, people and shapes; ids and dates go by the clock. Not made: states of instances and bookmarks, files, the audit trail; so open work that is made here cannot be decided.
/// </summary>
internal static class DatasetGenerator
{
    public const int LeadersItems = 5000;
    private const int DecisionsPerDossier = 5;
    private const int Seed = 451;

    private static readonly string[] BigTables =
        ["Dossiers", "IncomingDocuments", "OutgoingDocuments", "DocumentVersions", "Deadlines", "RegisterEntries", "WorkItems", "WorkItemCandidates", "SearchEntries", "SearchContents"];

    public static async Task RunAsync(string folder, int open, int finished, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        // The program itself makes the schema, the demonstration's organisation and accounts.
        Organisation organisation;
        await using (var host = await BenchHost.StartAsync(folder, cancellationToken))
        {
            var database = host.Services.GetRequiredService<Database>();
            int[] years = [.. Enumerable.Range(-3, 4).Select(back => VietnamTime.Today(TimeProvider.System).Year + back)];
            await database.WriteAsync((session, ct) => Province.CreateAsync(session, years, ct), cancellationToken);
            await host.Services.GetRequiredService<SearchIndexing>().EnsureAsync(cancellationToken);
            organisation = await database.ReadAsync(host.Services.GetRequiredService<OrganisationCache>().GetAsync, cancellationToken);
        }

        Write($"organisation and schema after {watch.Elapsed.TotalSeconds:N0} s");
        var file = Path.Combine(folder, "lienthong.db");
        using var connection = Raw.Open(file);
        Raw.Execute(connection, "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 50000");
        var tables = string.Join(", ", BigTables.Select(table => $"'{table}'"));
        // Rows first and indexes afterwards: an index that grows by random keys is most of the time.
        var indexes = Raw.Query(connection, $"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({tables})");
        foreach (var index in indexes)
            Raw.Execute(connection, $"DROP INDEX \"{index[0]}\"");
        using (var rows = new DossierRows(connection, organisation, new Random(Seed)))
            rows.Write(open, finished / DecisionsPerDossier, Write);
        Write($"rows after {watch.Elapsed.TotalSeconds:N0} s");
        foreach (var index in indexes)
            Raw.Execute(connection, (string)index[1]);
        Raw.Execute(connection, "ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)");
        Write($"done after {watch.Elapsed.TotalSeconds:N0} s, {new FileInfo(file).Length / 1048576.0:N0} MB");
    }

    private static void Write(string line) => Console.WriteLine(line);

    private sealed class DossierRows : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly Random _random;
        private readonly Phrases _phrases;
        private readonly DbContext _context;
        private readonly BulkTable<Dossier> _dossiers;
        private readonly BulkTable<IncomingDocument> _incoming;
        private readonly BulkTable<OutgoingDocument> _outgoing;
        private readonly BulkTable<DocumentVersion> _versions;
        private readonly BulkTable<Deadline> _deadlines;
        private readonly BulkTable<RegisterEntry> _entries;
        private readonly BulkTable<WorkItem> _items;
        private readonly BulkTable<WorkItemCandidate> _candidates;
        private readonly BulkTable<SearchEntry> _search;
        private readonly BulkTable<SearchContent> _texts;
        private readonly SqliteCommand _words;
        private readonly Dictionary<(Guid Agency, RegisterKind Kind, int Year), int> _numbers = [];
        private readonly List<(Agency Agency, List<Unit> Units, List<Holding> People)> _agencies;
        private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
        private long _searchId;

        public DossierRows(SqliteConnection connection, Organisation organisation, Random random)
        {
            (_connection, _random, _phrases) = (connection, random, new Phrases(random));
            _context = Host.Persistence.DesignTimeContexts.Create(DatabaseProvider.Sqlite);
            _dossiers = new(connection, _context);
            _incoming = new(connection, _context);
            _outgoing = new(connection, _context);
            _versions = new(connection, _context);
            _deadlines = new(connection, _context);
            _entries = new(connection, _context);
            _items = new(connection, _context);
            _candidates = new(connection, _context);
            _search = new(connection, _context);
            _texts = new(connection, _context);
            _words = Raw.Command(connection, "INSERT INTO \"SearchIndex\"(rowid, \"Words\") VALUES (@id, @words)");
            _words.Parameters.Add(new SqliteParameter("@id", 0L));
            _words.Parameters.Add(new SqliteParameter("@words", ""));
            var today = VietnamTime.Today(TimeProvider.System);
            _agencies = [.. organisation.AgenciesOn(today).Select(agency =>
            {
                var units = organisation.UnitsOf(agency.Id, today).ToList();
                return (agency, units, units.SelectMany(unit => organisation.PeopleInUnit(unit.Id, today)).ToList());
            }).Where(agency => agency.Item3.Count > 2)];
        }

        public void Write(int open, int finishedDossiers, Action<string> tell)
        {
            var total = open + finishedDossiers;
            // Oldest first, so that the newest lies at the end as it would; open ones are mostly of the last months.
            for (var i = 0; i < total; i++)
            {
                if (i % 10_000 == 0)
                {
                    if (i > 0)
                        Raw.Execute(_connection, "COMMIT");
                    Raw.Execute(_connection, "BEGIN");
                }

                if (i % 50_000 == 0)
                    tell($"  {i:N0} of {total:N0} dossiers");
                var age = TimeSpan.FromDays(1000.0 * (total - i) / total);
                var isOpen = i >= finishedDossiers;
                var leaders = isOpen && (i - finishedDossiers) % Math.Max(1, open / LeadersItems) == 0;
                Add(_now - age, isOpen, leaders);
            }

            Raw.Execute(_connection, "COMMIT");
            foreach (var ((agency, kind, year), last) in _numbers)
                Raw.Execute(_connection, $"UPDATE \"Registers\" SET \"LastNumber\" = {last} WHERE \"Id\" = x'{Register.IdOf(agency, kind, year, Register.DefaultName(kind)):N}'");
        }

        private void Add(DateTimeOffset at, bool isOpen, bool leaders)
        {
            // The leader of thousands heads the demonstration's Sở, which has a seventh of everything.
            var (agency, units, people) = leaders || _random.Next(7) == 0 ? _agencies.Find(a => a.Agency.Id == DemoOrganisation.SoKhcn) : _agencies[_random.Next(_agencies.Count)];
            var day = VietnamTime.DateOf(at);
            var subject = _phrases.Subject();
            var dossier = new Dossier
            {
                Id = NewId(at),
                AgencyId = agency.Id,
                Subject = subject,
                LeadUnitId = units[_random.Next(units.Count)].Id,
                State = isOpen ? DossierState.Open : DossierState.Closed,
                OpenedAt = at,
                ClosedAt = isOpen ? null : at.AddDays(8),
            };
            var letter = new IncomingDocument
            {
                Id = NewId(at),
                AgencyId = agency.Id,
                DossierId = dossier.Id,
                SenderName = $"Đơn vị gửi văn bản {_random.Next(200)}",
                Number = _random.Next(1, 4000).ToString(CultureInfo.InvariantCulture),
                Symbol = _random.Next(2) == 0 ? "UBND-TH" : $"CQ{_random.Next(40)}-P{_random.Next(5)}",
                IssuedOn = day,
                TypeCode = "CV",
                Subject = subject,
                Urgency = (Urgency)Math.Max(0, _random.Next(10) - 6),
                ArrivedAt = at,
                IdentityKey = dossier.Id.ToString("N"),
                State = isOpen ? IncomingState.InProgress : IncomingState.Done,
                RegisterId = RegisterId(agency.Id, RegisterKind.Incoming, day.Year),
            };
            letter.ArrivalNumber = Number(letter.RegisterId, letter.Id, agency.Id, RegisterKind.Incoming, day.Year, at);
            (dossier.IncomingDocumentId, dossier.Sender, dossier.Urgency, dossier.IncomingNumber) = (letter.Id, letter.SenderName, letter.Urgency, $"{letter.Number}/{letter.Symbol}");
            _incoming.Add(letter);
            Index(letter.Id, SearchKind.Incoming, dossier, day.Year, letter.Number, letter.Symbol, letter.SenderName, _phrases.Body());
            Version(letter.Id, VersionKind.Received, at);
            if (!isOpen || _random.Next(2) == 0)
                dossier.OutgoingDocumentId = Answer(dossier, at.AddDays(2), isOpen, people);
            _dossiers.Add(dossier);
            var due = day.AddDays(_random.Next(5, 40));
            if (_random.Next(10) > 0)
                _deadlines.Add(new Deadline { DossierId = dossier.Id, DueOn = isOpen ? VietnamTime.DateOf(_now).AddDays(_random.Next(-20, 40)) : due, FirstDueOn = due, Rule = "10 ngày làm việc", State = isOpen ? DeadlineStatus.Running : DeadlineStatus.Done, SetAt = at });
            var decided = isOpen ? _random.Next(3) : DecisionsPerDossier;
            for (var step = 0; step < decided; step++)
                Item(dossier, at.AddDays(step), step, people, done: true, leader: false);
            if (isOpen)
                Item(dossier, at.AddDays(decided), decided, people, done: false, leaders);
        }

        private void Item(Dossier dossier, DateTimeOffset at, int step, List<Holding> people, bool done, bool leader)
        {
            var (kind, title) = step switch { 0 => ("assign", "Phân công"), 1 => ("draft", "Soạn dự thảo"), 2 => ("approve", "Ký nháy"), 3 => ("approve", "Duyệt dự thảo"), _ => ("sign", "Ký ban hành") };
            var person = people[_random.Next(people.Count)];
            var sender = people[_random.Next(people.Count)];
            var offered = !done && !leader && _random.Next(8) == 0;
            var id = NewId(at);
            var second = people[_random.Next(people.Count)];
            var item = new WorkItem
            {
                Id = id,
                AgencyId = dossier.AgencyId,
                WorkflowInstanceId = $"{dossier.Id:N}",
                BookmarkId = $"{id:N}",
                ActivityId = $"buoc-{step}",
                Kind = kind,
                Title = title,
                Round = _random.Next(10) == 0 ? 2 : 1,
                AssigneeId = leader ? DemoOrganisation.PersonId("SKHCN", null, PositionCodes.Director) : offered ? null : person.Person.Id,
                OfferedTo = offered && second.Person.Id != person.Person.Id ? $"{person.Person.Id:D},{second.Person.Id:D}" : offered ? $"{person.Person.Id:D}" : null,
                SentById = sender.Person.Id,
                SentByAs = sender.ActingAs,
                State = done ? WorkItemState.Done : WorkItemState.Open,
                CreatedAt = at,
                RowVersion = done ? 1 : 0,
            }.About(dossier);
            if (done)
            {
                (item.DecidedBy, item.DecidedAs, item.DecidedAt) = (person.Person.Id, person.ActingAs, at.AddHours(5));
                (item.Outcome, item.Comment) = step == 3 && _random.Next(8) == 0 ? (WorkOutcomes.Returned, "Bổ sung số liệu và căn cứ") : (WorkOutcomes.Approved, null);
            }

            _items.Add(item);
            if (offered)
            {
                foreach (var candidate in item.Candidates())
                    _candidates.Add(candidate);
            }
        }

        private Guid Answer(Dossier dossier, DateTimeOffset at, bool isOpen, List<Holding> people)
        {
            var day = VietnamTime.DateOf(at > _now ? _now : at);
            var body = _phrases.Body();
            var subject = $"Báo cáo {dossier.Subject[4..]}";
            var document = new OutgoingDocument
            {
                Id = NewId(at),
                AgencyId = dossier.AgencyId,
                DossierId = dossier.Id,
                DraftingUnitId = dossier.LeadUnitId!.Value,
                TypeCode = "BC",
                Subject = subject,
                Fields = new DraftContent { TypeCode = "BC", Subject = subject, Body = body, Addressees = ["Ủy ban nhân dân tỉnh Quảng Trị"] }.ToJson(),
                Symbol = "BC-CQ",
                State = isOpen ? OutgoingState.InReview : OutgoingState.Sent,
                CreatedBy = people[_random.Next(people.Count)].Person.Id,
                CreatedAt = at,
            };
            if (!isOpen)
            {
                (document.IssuedOn, document.RegisterId) = (day, RegisterId(dossier.AgencyId, RegisterKind.Outgoing, day.Year));
                document.Number = Number(document.RegisterId!.Value, document.Id, dossier.AgencyId, RegisterKind.Outgoing, day.Year, at);
            }

            _outgoing.Add(document);
            Version(document.Id, isOpen ? VersionKind.Draft : VersionKind.Issued, at);
            Index(document.Id, SearchKind.Outgoing, dossier, day.Year, document.Number?.ToString(CultureInfo.InvariantCulture), document.Symbol, "", body);
            return document.Id;
        }

        private void Index(Guid documentId, SearchKind kind, Dossier dossier, int year, string? number, string symbol, string sender, string text)
        {
            var id = ++_searchId;
            _search.Add(new SearchEntry { Id = id, DocumentId = documentId, Kind = kind, DossierId = dossier.Id, Format = SearchText.Format });
            _texts.Add(new SearchContent { EntryId = id, Text = text });
            var words = new HashSet<string>(StringComparer.Ordinal);
            SearchText.AddWords(dossier.Subject, words);
            SearchText.AddWords(sender, words);
            SearchText.AddWords(text, words);
            SearchText.AddOwnNumber(number, symbol, words);
            words.UnionWith([SearchText.OfAgency(dossier.AgencyId), SearchText.OfKind(kind), SearchText.OfYear(year)]);
            _words.Parameters[0].Value = id;
            _words.Parameters[1].Value = string.Join(' ', words);
            _words.ExecuteNonQuery();
        }

        private void Version(Guid documentId, VersionKind kind, DateTimeOffset at) => _versions.Add(new DocumentVersion
        {
            Id = NewId(at),
            DocumentId = documentId,
            VersionNo = 1,
            Kind = kind,
            FileHash = new string('0', 64),
            FileName = "van-ban.docx",
            MediaType = "application/octet-stream",
            Length = 30_000,
            CreatedAt = at,
        });

        private static Guid RegisterId(Guid agency, RegisterKind kind, int year) => Register.IdOf(agency, kind, year, Register.DefaultName(kind));

        private int Number(Guid registerId, Guid documentId, Guid agency, RegisterKind kind, int year, DateTimeOffset at)
        {
            var number = _numbers[(agency, kind, year)] = _numbers.GetValueOrDefault((agency, kind, year)) + 1;
            _entries.Add(new RegisterEntry { RegisterId = registerId, Number = number, DocumentId = documentId, At = at });
            return number;
        }

        // Version 7 by the time of the row, the rest from the seed.
        private Guid NewId(DateTimeOffset at)
        {
            Span<byte> bytes = stackalloc byte[16];
            _random.NextBytes(bytes);
            Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
            _random.NextBytes(bytes[8..]);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            (bytes[6], bytes[7]) = ((byte)(0x70 | _random.Next(16)), (byte)_random.Next(256));
            return new Guid(bytes, bigEndian: true);
        }

        public void Dispose()
        {
            _context.Dispose();
            foreach (var table in (IDisposable[])[_dossiers, _incoming, _outgoing, _versions, _deadlines, _entries, _items, _candidates, _search, _texts, _words])
                table.Dispose();
        }
    }
}
