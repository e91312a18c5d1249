using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Routes;
using LienThong.Activities.Tests.Chain;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Routes;

/// <summary>What the director reads of the office's one dossier.</summary>
internal static class Desk
{
    public static Task<DossierRoute> RouteAsync(this Office office, Guid dossierId) => office.ReadAsync(
        async (context, organisation, today) => await office.Get<RouteQuery>().ReadAsync(context, AccessOf(organisation, today), dossierId, organisation, today, None));

    public static Task<DossierWaiting> WaitingAsync(this Office office, Guid dossierId) => office.ReadAsync(
        async (context, organisation, today) => await office.Get<WaitQuery>().ReadAsync(context, AccessOf(organisation, today), dossierId, organisation, today, None));

    public static Task<T> ReadAsync<T>(this Office office, Func<Microsoft.EntityFrameworkCore.DbContext, Organisation, DateOnly, Task<T>> read) =>
        office.Database.ReadAsync(async (context, ct) => await read(context, await office.Get<OrganisationCache>().GetAsync(context, ct), VietnamTime.Today(office.Clock)), None);

    public static DossierAccess AccessOf(Organisation organisation, DateOnly today, Guid? person = null) =>
        new(person ?? People.Director, organisation.PositionsOf(person ?? People.Director, today), Reach.Own(person ?? People.Director, [DemoOrganisation.SoKhcn]));

    public static string NameOf(Guid person, Organisation organisation) => organisation.FindPerson(person)!.FullName; // people of the demonstration
}
