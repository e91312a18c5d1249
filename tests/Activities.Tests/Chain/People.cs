using LienThong.Activities.Agencies;

namespace LienThong.Activities.Tests.Chain;

/// <summary>Who takes part: the lead is Phòng Quản lý Khoa học of Sở KH&amp;CN.</summary>
internal static class People
{
    public static readonly Guid Clerk = DemoOrganisation.PersonId("SKHCN", "VP", PositionCodes.Registry, 1);
    public static readonly Guid SecondClerk = DemoOrganisation.PersonId("SKHCN", "VP", PositionCodes.Registry, 2);
    public static readonly Guid ChiefOfOffice = DemoOrganisation.PersonId("SKHCN", "VP", PositionCodes.ChiefOfOffice);
    public static readonly Guid Director = DemoOrganisation.PersonId("SKHCN", null, PositionCodes.Director);
    public static readonly Guid Deputy = DemoOrganisation.PersonId("SKHCN", null, PositionCodes.DeputyDirector, 1);
    public static readonly Guid SecondDeputy = DemoOrganisation.PersonId("SKHCN", null, PositionCodes.DeputyDirector, 2);
    public static readonly Guid UnitHead = DemoOrganisation.PersonId("SKHCN", "QLKH", PositionCodes.UnitHead);
    public static readonly Guid Officer = DemoOrganisation.PersonId("SKHCN", "QLKH", PositionCodes.Officer, 1);
    public static readonly Guid SecondOfficer = DemoOrganisation.PersonId("SKHCN", "QLKH", PositionCodes.Officer, 2);
    public static readonly Guid ReceivingClerk = DemoOrganisation.PersonId("VPUBND", "HCTC", PositionCodes.Registry);
    public static readonly Guid ClerkOfFinance = DemoOrganisation.PersonId("STC", "VP", PositionCodes.Registry);
}
