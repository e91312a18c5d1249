using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Work;

/// <summary>Who may do a step: holders of a position in a unit or agency, or one named person, without those who did certain earlier steps.</summary>
internal sealed record Candidates
{
    /// <summary>Unit input that means the dossier's lead unit.</summary>
    public const string LeadUnit = "chu-tri";

    /// <summary>Code of the position.</summary>
    public string? Position { get; init; }

    /// <summary>Symbol of a unit of the agency, <see cref="LeadUnit"/>, or null for the whole agency.</summary>
    public string? Unit { get; init; }

    /// <summary>A person's id; wins over the position.</summary>
    public string? Person { get; init; }

    /// <summary>The step must be done by who did this earlier step.</summary>
    public string? SameAs { get; init; }

    /// <summary>Four eyes: nobody who did one of these earlier steps.</summary>
    public IReadOnlyList<string> DifferentFrom { get; init; } = [];

    /// <summary>A person whom an administrator names in place of all that; four eyes hold for him too.</summary>
    public Guid? Named { get; init; }

    /// <exception cref="ActivityFault">
    /// <c>candidates.none</c>: nobody; names the position, the place and the date. <c>candidates.unknown-step</c>: an earlier step is named that
    /// the procedure does not have.
    /// </exception>
    public async Task<AskedPeople> ResolveAsync(ActivityContext context, Dossier dossier, string kind, CancellationToken cancellationToken)
    {
        StepsMustExist(context);
        var organisation = await context.OrganisationAsync(cancellationToken);
        var on = context.Today();
        var asked = AskedOf(organisation, dossier, on);
        // Who had it done in his place counts as one who did it.
        var excluded = DifferentFrom.SelectMany(step => new[] { context.OutputOf(step, DecidedByOutput), context.OutputOf(step, DecidedForOutput) })
            .OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var kept = excluded.Count == 0 ? null : string.Join(',', excluded.Order(StringComparer.Ordinal));
        if (Named is { } named)
            return new AskedPeople([Competence.Named(organisation, named, asked, kind, kept, on)], asked, named, kept);
        var found = Find(DoneBy, organisation, dossier, asked, on);
        var free = Free(found, excluded, DoneBy(context.Activity.Id));
        var person = free is [var only] && (Guid.TryParse(Person, out _) || (SameAs is { Length: > 0 } && asked.Position is null)) ? only.Person.Id : (Guid?)null;
        return free.Count > 0 ? new AskedPeople(free, asked, person, kept) : throw Nobody(context, organisation, dossier, on, found.Count > 0);

        Guid? DoneBy(string step) => Candidates.DoneBy(context, step);
    }

    /// <summary>Who would be asked today, as far as that is known before the step begins; nobody where it is open.</summary>
    /// <param name="step">Id of the step itself.</param>
    /// <param name="decidedBy">Who did a step, by its name or id; null when nobody has.</param>
    /// <param name="organisation">On the day.</param>
    /// <param name="dossier">Whose step it is.</param>
    /// <param name="on">Today.</param>
    public IReadOnlyList<Holding> Expected(string step, Func<string, DoneBy?> decidedBy, Organisation organisation, Dossier dossier, DateOnly on)
    {
        var excluded = DifferentFrom.Select(decidedBy).OfType<DoneBy>().SelectMany(done => new[] { done.PersonId, done.InPlaceOf ?? done.PersonId })
            .Select(person => person.ToString("D")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Free(Find(OwnerOf, organisation, dossier, AskedOf(organisation, dossier, on), on), excluded, OwnerOf(step));

        Guid? OwnerOf(string earlier) => decidedBy(earlier)?.Owner;
    }

    private AskedPost AskedOf(Organisation organisation, Dossier dossier, DateOnly on) =>
        new(dossier.AgencyId, Position is { Length: > 0 } ? Position : null, UnitOf(organisation, dossier, on));

    private static List<Holding> Free(IReadOnlyList<Holding> found, HashSet<string> excluded, Guid? before)
    {
        // One person may hold a position twice (two units); he is asked once.
        var free = found.DistinctBy(h => h.Person.Id).Where(h => !excluded.Contains(h.Person.Id.ToString("D"))).ToList();
        // After a return the work goes back to who did it before, as long as he still may.
        return free.Find(h => h.Person.Id == before) is { } sameAgain ? [sameAgain] : free;
    }

    /// <summary>Name of the output by which a human step says who did it.</summary>
    public const string DecidedByOutput = nameof(HumanTask.DecidedBy);

    private const string DecidedForOutput = nameof(HumanTask.DecidedFor);

    // Whose work it was: a delegate did it for one day, the next round is the person's own again.
    private static Guid? DoneBy(ActivityContext context, string step) =>
        Guid.TryParse((context.OutputOf(step, DecidedForOutput) ?? context.OutputOf(step, DecidedByOutput)) as string, out var person) ? person : null;

    // A misspelt step has nobody who did it, so it would keep nobody out: four eyes may not hang on the spelling.
    private void StepsMustExist(ActivityContext context)
    {
        var root = context.Activity;
        while (root.Parent is { } parent)
            root = parent;
        foreach (var step in DifferentFrom.Append(SameAs).Where(s => !string.IsNullOrEmpty(s)))
        {
            if (!IsWithin(root, step!))
            {
                throw new ActivityFault(
                    "candidates.unknown-step",
                    $"Bước \"{context.Activity.DisplayText}\" dẫn chiếu bước \"{step}\" mà quy trình không có, nên không xác định được ai được xử lý. "
                    + "Quản trị viên sửa mã bước trong quy trình rồi ban hành lại.");
            }
        }
    }

    private static bool IsWithin(Activity activity, string step) =>
        activity.Id == step || activity.Name == step || activity.Children().Any(child => IsWithin(child.Child, step));

    private IReadOnlyList<Holding> Find(Func<string, Guid?> doneBy, Organisation organisation, Dossier dossier, AskedPost asked, DateOnly on)
    {
        if (SameAs is { Length: > 0 } step)
        {
            // Nobody did it: then nobody is that person, and the incident says so rather than that anybody signs.
            if (doneBy(step) is not { } same)
                return [];
            // Who did it before may have left the position since.
            return [.. organisation.PositionsOf(same, on).Where(h => asked.Position is null || (h.Position.Code == asked.Position && h.Agency.Id == dossier.AgencyId)).Take(1)];
        }

        if (Guid.TryParse(Person, out var named))
            return [.. organisation.PositionsOf(named, on).Take(1)];
        // A unit that does not exist is not the whole agency.
        return Unit is { Length: > 0 } && asked.UnitId is null ? [] : asked.Holders(organisation, on);
    }

    private Guid? UnitOf(Organisation organisation, Dossier dossier, DateOnly on) => Unit switch
    {
        null or "" => null,
        LeadUnit => dossier.LeadUnitId,
        var symbol => organisation.UnitsOf(dossier.AgencyId, on).FirstOrDefault(u => u.Symbol == symbol)?.Id,
    };

    private ActivityFault Nobody(ActivityContext context, Organisation organisation, Dossier dossier, DateOnly on, bool allExcluded)
    {
        var agency = organisation.FindAgency(dossier.AgencyId)?.Name ?? "cơ quan";
        var unit = Unit == LeadUnit && dossier.LeadUnitId is { } lead ? organisation.FindUnit(lead)?.Name : Unit;
        var place = unit is { Length: > 0 } ? $"{unit} - {agency}" : agency;
        var who = Position is { Length: > 0 } position ? $"chức vụ \"{TitleOf(organisation, dossier, position)}\" tại {place}" : "người được chỉ định";
        var date = on.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        return allExcluded
            ? new ActivityFault(
                "candidates.none",
                $"Bước \"{context.Activity.DisplayText}\" chưa có người xử lý: mọi người giữ {who} đã tham gia bước trước của hồ sơ, không được tự duyệt việc của mình. "
                + "Quản trị viên bổ nhiệm hoặc ủy quyền người khác, rồi chọn \"Chạy lại\" ở trang Sự cố.")
            : new ActivityFault(
                "candidates.none",
                $"Bước \"{context.Activity.DisplayText}\" chưa có người xử lý: ngày {date} không ai giữ {who}. "
                + "Quản trị viên bổ nhiệm người vào chức vụ này, rồi chọn \"Chạy lại\" ở trang Sự cố.");
    }

    private static string TitleOf(Organisation organisation, Dossier dossier, string code) => code == AskedPost.AgencyHead ? "Thủ trưởng cơ quan" : organisation.TitleOf(dossier.AgencyId, code) ?? code;
}

/// <summary>Who did a step, and in whose place; null when it was his own work.</summary>
internal sealed record DoneBy(Guid PersonId, Guid? InPlaceOf)
{
    /// <summary>Whose work it was: a delegate did it for one day.</summary>
    public Guid Owner => InPlaceOf ?? PersonId;
}

/// <summary>Who is asked now, and how to ask again.</summary>
internal sealed record AskedPeople(IReadOnlyList<Holding> Holders, AskedPost Asked, Guid? NamedPersonId, string? ExcludedPeople);
