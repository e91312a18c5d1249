using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Rules;

namespace LienThong.Activities.Documents;

/// <summary>The form of an outgoing document, from its fields and the organisation on its date.</summary>
public static class OutgoingForm
{
    /// <summary>Before issue number and day are blank, after it they are filled.</summary>
    public static DocumentForm Of(OutgoingDocument document, Organisation organisation)
    {
        var on = document.IssuedOn ?? VietnamTime.DateOf(document.CreatedAt);
        var agency = organisation.FindAgency(document.AgencyId) ?? throw new InvalidOperationException($"Agency {document.AgencyId} is not in the organisation.");
        var content = DraftContent.FromJson(document.Fields);
        var type = DocumentTypes.OfKey(document.TypeCode) ?? throw new InvalidOperationException($"Document type {document.TypeCode} is not known.");
        var number = new DocumentNumber(document.Number, document.Symbol);
        return new DocumentForm
        {
            SuperiorAgency = agency.SuperiorId is { } superior ? SuperiorName(organisation, superior) : null,
            IssuingAgency = agency.Name,
            Number = number,
            Type = type,
            PlaceAndDate = document.IssuedOn is { } issued ? PlaceAndDate.On(agency.Place, issued) : new PlaceAndDate(agency.Place, on.Year, on.Month),
            Subject = document.Subject,
            Addressees = content.Addressees,
            Body = DocumentBody.FromText(content.Body),
            Recipients = content.Recipients,
            Archive = new ArchiveLine(organisation.FindUnit(document.DraftingUnitId)?.Symbol),
            Signing = SigningOf(document, content, organisation, agency),
            Urgency = document.Urgency,
        };
    }

    /// <summary>Symbol of a new document: <c>BC-SKHCN</c>, for a Công văn agency and drafting unit.</summary>
    public static string SymbolOf(string typeCode, Agency agency, Unit? draftingUnit) =>
        DocumentNumber.For(DocumentTypes.OfKey(typeCode)!, agency.Symbol, draftingUnit?.Symbol).Symbol;

    // An agency of the province is named in full with its province, as ô 2 of the Sở's documents shows: UBND TỈNH QUẢNG TRỊ.
    private static string? SuperiorName(Organisation organisation, Guid superior) => organisation.FindAgency(superior)?.Name.Replace("Ủy ban nhân dân", "UBND", StringComparison.Ordinal);

    private static SigningBlock SigningOf(OutgoingDocument document, DraftContent content, Organisation organisation, Agency agency)
    {
        if (document.SignerPersonId is { } signer && document.SignerPositionId is { } signedAs)
        {
            var (signing, name) = (organisation.FindPosition(signedAs)!, organisation.FindPerson(signer)?.FullName);
            // The position alone would say TL.: what he signed by is kept with the signature.
            return document.SignerAuthority == Marks.Text(AuthorityMark.ByWrittenAuthority)
                ? SigningAuthority.ByWrittenAuthority(organisation, signing, name)
                : SigningAuthority.Of(organisation, signing, name);
        }

        var position = organisation.PositionOf(agency.Id, content.SignerPosition)
            ?? throw RuleViolation.Invalid("draft.signer", $"Cơ quan không có chức vụ \"{content.SignerPosition}\" để ký. Chọn chức vụ khác.");
        return SigningAuthority.Of(organisation, position, name: null);
    }
}

/// <summary>The marks before a signer's title, from his position (Nghị định 30/2020/NĐ-CP, Điều 13).</summary>
public static class SigningAuthority
{
    /// <summary>The highest position in which the person may sign for the agency on the day.</summary>
    /// <exception cref="RuleViolation"><c>sign.not-competent</c>: he holds none there.</exception>
    public static Holding HoldingOf(Organisation organisation, Guid personId, Guid agencyId, DateOnly on) =>
        organisation.PositionsOf(personId, on).Where(h => h.Agency.Id == agencyId).OrderBy(h => h.Position.Kind).FirstOrDefault()
        ?? throw RuleViolation.Forbidden("sign.not-competent", "Đồng chí không giữ chức vụ nào ở cơ quan ban hành văn bản này.");

    /// <exception cref="RuleViolation"><c>sign.not-competent</c>: the position may not sign documents of the agency.</exception>
    public static SigningBlock Of(Organisation organisation, Position position, string? name)
    {
        var head = organisation.HeadPositionOf(position.AgencyId);
        // A people's committee is a collective: its documents are signed on its behalf.
        AuthorityLine[] collective = head?.Code == PositionCodes.Chairman ? [new AuthorityLine(AuthorityMark.OnBehalfOfCollective, "Ủy ban nhân dân")] : [];
        return position.Kind switch
        {
            PositionKind.AgencyHead => new SigningBlock(collective, position.Title, name),
            PositionKind.AgencyDeputy when head is not null => new SigningBlock([.. collective, new AuthorityLine(AuthorityMark.ForHead, head.Title)], position.Title, name),
            PositionKind.UnitHead when head is not null => new SigningBlock([new AuthorityLine(AuthorityMark.ByOrder, head.Title)], position.Title, name),
            _ => throw RuleViolation.Forbidden("sign.not-competent", $"Chức vụ \"{position.Title}\" không có thẩm quyền ký văn bản của cơ quan."),
        };
    }

    /// <summary>
    /// Who acts for somebody absent signs by his own office where that is enough: a deputy KT. Another signs TUQ., by written authority of the
    /// head to the head of a unit, and only by it.
    /// </summary>
    /// <exception cref="RuleViolation"><c>sign.no-authorisation</c>.</exception>
    public static SigningBlock InPlaceOf(Organisation organisation, Replacement replaced, Holding signer)
    {
        if (signer.Position.Kind is PositionKind.AgencyHead or PositionKind.AgencyDeputy)
            return Of(organisation, signer.Position, signer.Person.FullName);
        if (!MayBeAuthorised(replaced.Of.Position, signer.Position))
        {
            throw RuleViolation.Forbidden(
                "sign.no-authorisation",
                "Đồng chí không phải cấp phó của người đứng đầu nên không ký thay được. Chỉ người đứng đầu cơ quan được giao người đứng đầu đơn vị ký thừa ủy quyền (TUQ.). Chuyển việc cho người có thẩm quyền ký.");
        }

        return replaced.Authorisation is null
            ? throw RuleViolation.Forbidden(
                "sign.no-authorisation",
                $"Ký thừa ủy quyền (TUQ.) phải có văn bản ủy quyền của {replaced.Of.Person.FullName}. Bổ sung số văn bản ủy quyền rồi lập lại ủy quyền, hoặc chuyển việc cho cấp phó ký thay.")
            : ByWrittenAuthority(organisation, signer.Position, signer.Person.FullName);
    }

    /// <summary>TUQ. goes from the head of an agency to the head of one of its units (Nghị định 30/2020/NĐ-CP, Điều 13 khoản 4).</summary>
    public static bool MayBeAuthorised(Position from, Position to) => from.IsAgencyHead && to.IsUnitHead;

    public static SigningBlock ByWrittenAuthority(Organisation organisation, Position position, string? name) =>
        new([new AuthorityLine(AuthorityMark.ByWrittenAuthority, organisation.HeadPositionOf(position.AgencyId)?.Title ?? "Thủ trưởng cơ quan")], position.Title, name);

    /// <summary>The mark as the register keeps it: KT., TL., TM.; null when the head of a Sở signs for himself.</summary>
    public static string? MarkOf(SigningBlock block) => block.Authority is [.., var last] ? Marks.Text(last.Mark) : null;
}
