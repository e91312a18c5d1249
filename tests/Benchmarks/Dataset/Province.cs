using LienThong.Activities.Agencies;
using LienThong.Activities.Persistence;
using LienThong.Activities.Registers;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Benchmarks.Dataset;

/// <summary>Agencies besides those of the demonstration, each with leaders, a registry and five units; people sign in as demo people do.</summary>
internal static class Province
{
    public const int Agencies = 40;
    private const int Units = 5;
    private const int Officers = 8;
    private static readonly DateOnly From = new(2021, 1, 1);

    public static Guid AgencyId(int number) => DeterministicId.Of($"dataset/agency/{number}");

    public static string Officer(int agency, int unit, int number) => $"chuyen-vien{number}.p{unit}.cq{agency}@example.vn";

    public static async Task<int> CreateAsync(WriteSession session, IReadOnlyList<int> years, CancellationToken cancellationToken)
    {
        var (agencies, units, positions, people, appointments, registers) =
            (new List<Agency>(), new List<Unit>(), new List<Position>(), new List<Person>(), new List<Appointment>(), new List<Register>());
        for (var a = 0; a < Agencies; a++)
        {
            var agency = new Agency
            {
                Id = AgencyId(a),
                Name = $"Cơ quan chuyên môn số {a}",
                ShortName = $"Cơ quan {a}",
                Symbol = $"CQ{a}",
                Place = "Quảng Trị",
                EdocCode = $"000.{a:00}.99.H50",
                ValidFrom = From,
            };
            agencies.Add(agency);
            Seat(agency, null, PositionCodes.Director, "Giám đốc", PositionKind.AgencyHead, 1, "ld");
            Seat(agency, null, PositionCodes.DeputyDirector, "Phó Giám đốc", PositionKind.AgencyDeputy, 2, "ld");
            for (var u = 0; u < Units; u++)
            {
                var unit = new Unit { Id = DeterministicId.Of($"dataset/unit/{a}/{u}"), AgencyId = agency.Id, Name = $"Phòng Chuyên môn {u}", Symbol = $"P{u}", Kind = u == 0 ? UnitKind.Office : UnitKind.Division, ValidFrom = From };
                units.Add(unit);
                Seat(agency, unit, PositionCodes.UnitHead, "Trưởng phòng", PositionKind.UnitHead, 1, $"p{u}");
                Seat(agency, unit, PositionCodes.Officer, "Chuyên viên", PositionKind.Officer, Officers, $"p{u}");
                if (u == 0)
                    Seat(agency, unit, PositionCodes.Registry, "Văn thư", PositionKind.Registry, 1, $"p{u}");
            }
        }

        var all = agencies.Select(agency => agency.Id).Concat(await session.Context.Set<Agency>().Select(agency => agency.Id).ToListAsync(cancellationToken));
        var known = await session.Context.Set<Register>().Select(register => register.Id).ToListAsync(cancellationToken);
        foreach (var agency in all.Distinct())
        {
            foreach (var year in years)
            {
                foreach (var kind in Enum.GetValues<RegisterKind>())
                {
                    var register = new Register { Id = Register.IdOf(agency, kind, year, Register.DefaultName(kind)), AgencyId = agency, Kind = kind, Year = year, Name = Register.DefaultName(kind) };
                    if (!known.Contains(register.Id))
                        registers.Add(register);
                }
            }
        }

        agencies.ForEach(session.Insert);
        units.ForEach(session.Insert);
        positions.ForEach(session.Insert);
        people.ForEach(session.Insert);
        appointments.ForEach(session.Insert);
        registers.ForEach(session.Insert);
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        return people.Count;

        void Seat(Agency agency, Unit? unit, string code, string title, PositionKind kind, int count, string place)
        {
            var name = $"dataset/position/{agency.Symbol}/{unit?.Symbol}/{code}";
            var position = new Position { Id = DeterministicId.Of(name), AgencyId = agency.Id, UnitId = unit?.Id, Code = code, Title = title, Kind = kind, Rank = (int)kind * 10, ValidFrom = From };
            positions.Add(position);
            for (var n = 1; n <= count; n++)
            {
                var person = new Person
                {
                    Id = DeterministicId.Of($"{name}/{n}"),
                    FullName = $"{title} {n} - {unit?.Symbol} {agency.Symbol}",
                    Email = $"{code}{n}.{place}.{Activities.Texts.Fold.Of(agency.Symbol)}@example.vn",
                };
                people.Add(person);
                appointments.Add(new Appointment { Id = DeterministicId.Of($"{name}/{n}/appointment"), PersonId = person.Id, PositionId = position.Id, From = From, Primary = true });
            }
        }
    }
}
