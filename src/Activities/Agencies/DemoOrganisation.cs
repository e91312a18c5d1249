using LienThong.Activities.Persistence;
using LienThong.Activities.Registers;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Agencies;

/// <summary>
/// The organisation of the demonstration: agencies of the province Quảng Trị as they were in 2024. People are named by their position;
/// codes of the exchange axis are test data.
/// </summary>
public static class DemoOrganisation
{
    public static readonly Guid UbndTinh = AgencyId("UBND");
    public static readonly Guid VanPhongUbnd = AgencyId("VPUBND");
    public static readonly Guid SoKhcn = AgencyId("SKHCN");
    public static readonly Guid SoTaiChinh = AgencyId("STC");
    public static readonly Guid SoKhdt = AgencyId("SKHĐT");
    public static readonly Guid SoTttt = AgencyId("STTTT");

    private static readonly DateOnly From = new(2021, 1, 1);

    /// <param name="agencySymbol">SKHCN, UBND, VPUBND, STC, SKHĐT, STTTT.</param>
    public static Guid AgencyId(string agencySymbol) => DeterministicId.Of($"demo/agency/{agencySymbol}");

    /// <param name="agencySymbol">As for the agency.</param>
    /// <param name="unitSymbol">VP, KHTC, TTr, QLCN, QLKH, TTNC, TĐC for Sở KH&amp;CN.</param>
    public static Guid UnitId(string agencySymbol, string unitSymbol) => DeterministicId.Of($"demo/unit/{agencySymbol}/{unitSymbol}");

    /// <param name="agencySymbol">As for the agency.</param>
    /// <param name="unitSymbol">Null for the leaders of the agency.</param>
    /// <param name="code">See <see cref="PositionCodes"/>.</param>
    /// <param name="number">From 1; 2 for the second Phó Giám đốc.</param>
    public static Guid PersonId(string agencySymbol, string? unitSymbol, string code, int number = 1) =>
        DeterministicId.Of($"demo/person/{agencySymbol}/{unitSymbol}/{code}/{number}");

    /// <summary>Creates what is not there yet and opens the year's two registers of every agency; a second run changes nothing.</summary>
    /// <returns>How many rows were created.</returns>
    public static async Task<int> CreateAsync(WriteSession session, int registerYear, CancellationToken cancellationToken)
    {
        var rows = new DemoRows(session, cancellationToken);
        // Parents first: tables are written in the order in which they are first named.
        foreach (var agency in Chart) await rows.AddAsync(AgencyRow(agency), AgencyId(agency.Symbol));
        foreach (var (agency, unit) in Units()) await rows.AddAsync(UnitRow(agency, unit), UnitId(agency.Symbol, unit.Symbol));
        foreach (var seat in Seats()) await rows.AddAsync(PositionRow(seat), PositionId(seat));
        foreach (var (seat, number) in Holders()) await rows.AddAsync(PersonRow(seat, number), PersonId(seat, number));
        foreach (var (seat, number) in Holders()) await rows.AddAsync(AppointmentRow(seat, number), AppointmentRow(seat, number).Id);
        foreach (var agency in Chart)
            foreach (var kind in Enum.GetValues<RegisterKind>())
            {
                var register = RegisterRow(agency, kind, registerYear);
                await rows.AddAsync(register, register.Id);
            }
        if (rows.Created > 0) await OrganisationVersion.TouchAsync(session, cancellationToken);
        return rows.Created;
    }

    private static readonly IReadOnlyList<DemoAgency> Chart =
    [
        new("UBND", "Ủy ban nhân dân tỉnh Quảng Trị", "UBND tỉnh", "00", null,
            [
                new(PositionCodes.Chairman, "Chủ tịch", PositionKind.AgencyHead),
                new(PositionCodes.DeputyChairman, "Phó Chủ tịch", PositionKind.AgencyDeputy, 2),
            ],
            []),
        new("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Quảng Trị", "VP UBND tỉnh", "01", "UBND",
            [
                new(PositionCodes.ChiefOfOffice, "Chánh Văn phòng", PositionKind.AgencyHead),
                new(PositionCodes.DeputyChiefOfOffice, "Phó Chánh Văn phòng", PositionKind.AgencyDeputy),
            ],
            [
                Division("TH", "Phòng Tổng hợp", "Phòng Tổng hợp"),
                new("HCTC", "Phòng Hành chính - Tổ chức", "Phòng HC-TC", UnitKind.Office, [UnitHead("Trưởng phòng"), Clerk(1)]),
            ]),
        Department("SKHCN", "Sở Khoa học và Công nghệ", "Sở KH&CN", "02", deputies: 2,
        [
            Office("Văn phòng Sở", clerks: 2),
            Division("KHTC", "Phòng Kế hoạch - Tài chính", "Phòng KH-TC"),
            new("TTr", "Thanh tra Sở", "Thanh tra Sở", UnitKind.Inspectorate,
                [UnitHead("Chánh Thanh tra"), new(PositionCodes.Officer, "Thanh tra viên", PositionKind.Officer, 2)]),
            Division("QLCN", "Phòng Quản lý công nghệ và Đổi mới sáng tạo", "Phòng QLCN và ĐMST"),
            Division("QLKH", "Phòng Quản lý Khoa học", "Phòng Quản lý Khoa học"),
            new("TTNC", "Trung tâm Nghiên cứu, Chuyển giao công nghệ và ĐMST", "Trung tâm NC, CGCN và ĐMST", UnitKind.PublicService,
                [UnitHead("Giám đốc Trung tâm"), Officers(2)]),
            Division("TĐC", "Phòng Quản lý Tiêu chuẩn Đo lường Chất lượng", "Phòng Quản lý TĐC"),
        ]),
        Department("STC", "Sở Tài chính", "Sở Tài chính", "03", deputies: 1, [Office("VP Sở Tài chính", clerks: 1)]),
        Department("SKHĐT", "Sở Kế hoạch và Đầu tư", "Sở KH&ĐT", "04", deputies: 1, [Office("VP Sở KH&ĐT", clerks: 1)]),
        Department("STTTT", "Sở Thông tin và Truyền thông", "Sở TT&TT", "05", deputies: 1, [Office("VP Sở TT&TT", clerks: 1)]),
    ];

    private static DemoAgency Department(
        string symbol, string name, string shortName, string number, int deputies, IReadOnlyList<DemoUnit> units) => new(
        symbol, name, shortName, number, "UBND",
        [
            new(PositionCodes.Director, "Giám đốc", PositionKind.AgencyHead),
            new(PositionCodes.DeputyDirector, "Phó Giám đốc", PositionKind.AgencyDeputy, deputies),
        ],
        units);

    private static DemoUnit Office(string shortName, int clerks) => new("VP", "Văn phòng Sở", shortName, UnitKind.Office,
        [new(PositionCodes.ChiefOfOffice, "Chánh Văn phòng", PositionKind.UnitHead), Officers(2), Clerk(clerks)]);

    private static DemoUnit Division(string symbol, string name, string shortName) =>
        new(symbol, name, shortName, UnitKind.Division, [UnitHead("Trưởng phòng"), Officers(2)]);

    private static DemoPost UnitHead(string title) => new(PositionCodes.UnitHead, title, PositionKind.UnitHead);

    private static DemoPost Officers(int count) => new(PositionCodes.Officer, "Chuyên viên", PositionKind.Officer, count);

    private static DemoPost Clerk(int count) => new(PositionCodes.Registry, "Văn thư", PositionKind.Registry, count);

    private static IEnumerable<(DemoAgency Agency, DemoUnit Unit)> Units() =>
        Chart.SelectMany(agency => agency.Units.Select(unit => (agency, unit)));

    private static IEnumerable<Seat> Seats() => Chart.SelectMany(agency =>
        agency.Leaders.Select(post => new Seat(agency, null, post))
            .Concat(agency.Units.SelectMany(unit => unit.Posts.Select(post => new Seat(agency, unit, post)))));

    private static IEnumerable<(Seat Seat, int Number)> Holders() =>
        Seats().SelectMany(seat => Enumerable.Range(1, seat.Post.Count).Select(number => (seat, number)));

    private static Guid PositionId(Seat seat) =>
        DeterministicId.Of($"demo/position/{seat.Agency.Symbol}/{seat.Unit?.Symbol}/{seat.Post.Code}");

    private static Guid PersonId(Seat seat, int number) => PersonId(seat.Agency.Symbol, seat.Unit?.Symbol, seat.Post.Code, number);

    private static Agency AgencyRow(DemoAgency agency) => new()
    {
        Id = AgencyId(agency.Symbol),
        Name = agency.Name,
        ShortName = agency.ShortName,
        Symbol = agency.Symbol,
        Place = "Quảng Trị",
        EdocCode = $"000.00.{agency.Number}.H50",
        Code = agency.Number == "00" ? "H50" : $"H50.{agency.Number}",
        SuperiorId = agency.SuperiorSymbol is { } superior ? AgencyId(superior) : null,
        ValidFrom = From,
    };

    private static Unit UnitRow(DemoAgency agency, DemoUnit unit) => new()
    {
        Id = UnitId(agency.Symbol, unit.Symbol),
        AgencyId = AgencyId(agency.Symbol),
        Name = unit.Name,
        Symbol = unit.Symbol,
        Kind = unit.Kind,
        ValidFrom = From,
    };

    private static Position PositionRow(Seat seat) => new()
    {
        Id = PositionId(seat),
        AgencyId = AgencyId(seat.Agency.Symbol),
        UnitId = seat.Unit is { } unit ? UnitId(seat.Agency.Symbol, unit.Symbol) : null,
        Code = seat.Post.Code,
        Title = seat.Post.Title,
        Kind = seat.Post.Kind,
        Rank = (int)seat.Post.Kind * 10,
        ValidFrom = From,
    };

    private static Person PersonRow(Seat seat, int number) => new()
    {
        Id = PersonId(seat, number),
        FullName = PersonName(seat, number),
        Email = $"{seat.Post.Code}{number}.{Texts.Fold.Of(seat.Unit?.Symbol ?? "ld")}.{Texts.Fold.Of(seat.Agency.Symbol)}@example.vn",
    };

    // "Phó Giám đốc 1 Sở KH&CN", "Chuyên viên 2 - Phòng KH-TC": the number only where there are several.
    private static string PersonName(Seat seat, int number)
    {
        var who = seat.Post.Count > 1 ? $"{seat.Post.Title} {number}" : seat.Post.Title;
        return seat.Unit is null ? $"{who} {seat.Agency.ShortName}" : $"{who} - {seat.Unit.ShortName}";
    }

    private static Appointment AppointmentRow(Seat seat, int number) => new()
    {
        Id = DeterministicId.Of($"demo/appointment/{PositionId(seat)}/{number}"),
        PersonId = PersonId(seat, number),
        PositionId = PositionId(seat),
        From = From,
        Primary = true,
    };

    private static Register RegisterRow(DemoAgency agency, RegisterKind kind, int year) => new()
    {
        Id = Register.IdOf(AgencyId(agency.Symbol), kind, year, Register.DefaultName(kind)),
        AgencyId = AgencyId(agency.Symbol),
        Kind = kind,
        Year = year,
        Name = Register.DefaultName(kind),
    };

    private sealed record DemoAgency(
        string Symbol, string Name, string ShortName, string Number, string? SuperiorSymbol, IReadOnlyList<DemoPost> Leaders,
        IReadOnlyList<DemoUnit> Units);

    private sealed record DemoUnit(string Symbol, string Name, string ShortName, UnitKind Kind, IReadOnlyList<DemoPost> Posts);

    private sealed record DemoPost(string Code, string Title, PositionKind Kind, int Count = 1);

    private sealed record Seat(DemoAgency Agency, DemoUnit? Unit, DemoPost Post);

    private sealed class DemoRows(WriteSession session, CancellationToken cancellationToken)
    {
        public int Created { get; private set; }

        public async Task AddAsync<T>(T row, Guid id) where T : class
        {
            if (await session.FindAsync<T>(id, cancellationToken) is not null) return;
            session.Insert(row);
            Created++;
        }
    }
}
