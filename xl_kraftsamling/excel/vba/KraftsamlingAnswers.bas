Attribute VB_Name = "KraftsamlingAnswers"
Option Explicit
Option Private Module ' no function here is one for a cell

' Python cannot hand an error value over to Excel, so the functions answer with its text. Here it becomes one.

Public Function WithErrorValues(ByVal answer As Variant) As Variant
    Dim row As Long, column As Long
    Select Case Dimensions(answer)
        Case 0
            answer = WithErrorValue(answer)
        Case 1
            For column = LBound(answer) To UBound(answer)
                answer(column) = WithErrorValue(answer(column))
            Next
        Case 2
            For row = LBound(answer, 1) To UBound(answer, 1)
                For column = LBound(answer, 2) To UBound(answer, 2)
                    answer(row, column) = WithErrorValue(answer(row, column))
                Next
            Next
    End Select
    WithErrorValues = answer
End Function

Private Function WithErrorValue(ByVal cell As Variant) As Variant
    WithErrorValue = cell
    If VarType(cell) = vbString Then
        If cell = "#N/A" Then WithErrorValue = CVErr(xlErrNA)
        If cell = "#VALUE!" Then WithErrorValue = CVErr(xlErrValue)
    End If
End Function

Private Function Dimensions(ByVal answer As Variant) As Long
    Dim last As Long
    If Not IsArray(answer) Then Exit Function
    Dimensions = 1
    On Error GoTo counted ' VBA tells how many there are in no other way
    last = UBound(answer, 2)
    Dimensions = 2
counted:
End Function
